package pl.legitymacje.fee;

/**
 * What a payer copies into a transfer, ready to be shown in mails and forms.
 *
 * @param number "08 9108 0006 2014 1500 1328 0001"
 * @param amount "9,00 zł"
 */
public record AccountDetails(String holder, String bank, String number, String amount, String title) {}
