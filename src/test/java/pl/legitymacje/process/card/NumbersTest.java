package pl.legitymacje.process.card;

import pl.legitymacje.process.OfficeTest;

/** On H2. */
@OfficeTest
class NumbersTest extends NumbersUnderLoad {}
