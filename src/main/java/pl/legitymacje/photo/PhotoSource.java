package pl.legitymacje.photo;

/** How a photo reached the office (S3 II.1). */
public enum PhotoSource {
    /** handed over, scanned or photographed at the office */
    OFFICE,
    EMAIL,
    LIBRUS,
    /** brought on a pen drive, a card or a disc */
    MEDIUM
}
