package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** How the applicant wants to get a certificate's duplicate (S3 IX.5). */
public enum CollectionMethod {
    IN_PERSON,
    /** By somebody with a written authorisation. */
    AUTHORISED,
    /** By registered letter with acknowledgement of receipt. */
    POST;

    /** The way as people read it. */
    public String label() {
        return Texts.of("casefile.collection." + name());
    }
}
