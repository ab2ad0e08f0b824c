package pl.legitymacje.fee;

import pl.legitymacje.school.Texts;

/**
 * What a fee is paid for. Duplicates cost what the tariff says (S3 IV.3, IX.3); the rest is free of charge (S3 II.3,
 * III.4), unless a school's own rules name an amount.
 */
public enum FeeKind {
    CARD_DUPLICATE,
    CERTIFICATE_DUPLICATE,
    CARD_ISSUE,
    CARD_EXCHANGE,
    MOBILE_CARD_ISSUE;

    /** Whether the tariff has to name its amount. */
    boolean inTariff() {
        return this == CARD_DUPLICATE || this == CERTIFICATE_DUPLICATE;
    }

    /**
     * The transfer's title that the school asks for (S3 IV.4). People write either fee's words, in any order: it helps
     * to find a payment and decides nothing.
     *
     * @param name first name and surname of whom it is paid for
     * @param schoolClass of no matter for a certificate
     */
    public String title(String name, String schoolClass) {
        return switch (this) {
            case CARD_DUPLICATE -> Texts.of("fee.title.card", name, schoolClass);
            case CERTIFICATE_DUPLICATE -> Texts.of("fee.title.certificate", name);
            case CARD_ISSUE -> Texts.of("fee.title.cardIssue", name, schoolClass);
            case CARD_EXCHANGE -> Texts.of("fee.title.cardExchange", name, schoolClass);
            case MOBILE_CARD_ISSUE -> Texts.of("fee.title.mobileCard", name, schoolClass);
        };
    }
}
