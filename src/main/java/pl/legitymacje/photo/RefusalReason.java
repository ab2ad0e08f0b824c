package pl.legitymacje.photo;

import pl.legitymacje.school.Texts;

/** The clerk's ready-made reasons to refuse a photo (S3 II.2); the names are stored with the verdict. */
public enum RefusalReason {
    FACE_NOT_FRONTAL,
    HEAD_COVERED,
    HAIR_OVER_FACE,
    BACKGROUND,
    NOT_SHARP,
    COLOURS,
    FRAMING,
    EYES_NOT_VISIBLE,
    WRONG_PERSON,
    NOT_CURRENT,
    /** says nothing by itself: the clerk writes what is meant */
    OTHER;

    /** A few words, for the clerk to choose by. */
    public String label() {
        return Texts.of(TextKeys.of("clerk.", this, "label"));
    }

    /** What is wrong, as a Polish sentence for the guardian. */
    public String reason() {
        return Texts.of(TextKeys.of("clerk.", this, "reason"));
    }

    /** What to do about it, as a Polish sentence. */
    public String remedy() {
        return Texts.of(TextKeys.of("clerk.", this, "remedy"));
    }
}
