package pl.legitymacje.student;

/**
 * A parent or legal guardian.
 *
 * @param name first name and surname in one, as the roster gives it
 * @param email or null
 * @param phone or null
 */
public record Guardian(String name, String email, String phone) {

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "Guardian";
    }
}
