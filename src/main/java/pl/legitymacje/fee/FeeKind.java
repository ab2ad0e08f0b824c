package pl.legitymacje.fee;

/** What a fee is paid for; whatever is not named here is free of charge (S3 II.3, III.4). */
public enum FeeKind {
    CARD_DUPLICATE,
    CERTIFICATE_DUPLICATE
}
