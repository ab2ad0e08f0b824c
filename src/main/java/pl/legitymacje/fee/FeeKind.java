package pl.legitymacje.fee;

import pl.legitymacje.school.Texts;

/** What a fee is paid for; whatever is not named here is free of charge (S3 II.3, III.4). */
public enum FeeKind {
    CARD_DUPLICATE,
    CERTIFICATE_DUPLICATE;

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
        };
    }
}
