package pl.legitymacje.fee;

/**
 * Something of a payment serves no case any more (too much, or the case ended without its document). Published in the
 * transaction in which it happens, so that whoever brings it to a person's desk does so in the same one.
 */
public record MoneyFreed(long paymentId) {}
