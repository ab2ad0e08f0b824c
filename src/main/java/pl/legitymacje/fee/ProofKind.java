package pl.legitymacje.fee;

/** What kind of file proves a payment: those that every browser shows. */
public enum ProofKind {
    PDF("application/pdf", ".pdf"),
    JPEG("image/jpeg", ".jpg"),
    PNG("image/png", ".png");

    private final String mediaType;
    private final String ending;

    ProofKind(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the names of such files end with, with the dot. */
    public String ending() {
        return ending;
    }
}
