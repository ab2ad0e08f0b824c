package pl.legitymacje.fee;

/**
 * The child or graduate whose document is paid for.
 *
 * @param schoolClass null for a graduate
 */
public record PaidFor(String firstName, String surname, String schoolClass) {

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "PaidFor[…]";
    }
}
