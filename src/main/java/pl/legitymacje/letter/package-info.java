/** The letters that are printed: receipts, statements, calls, forms and register pages, as accessible PDFs. */
package pl.legitymacje.letter;
