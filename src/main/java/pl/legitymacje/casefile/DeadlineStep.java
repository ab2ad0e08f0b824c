package pl.legitymacje.casefile;

/** What a case's deadline asks for on a day (domain.md §5). */
public enum DeadlineStep {
    NOTHING,
    /** the office is told that it comes near */
    REMIND,
    /** it has passed: the principal decides whether the applicant is told (KPA art. 36) */
    ESCALATE
}
