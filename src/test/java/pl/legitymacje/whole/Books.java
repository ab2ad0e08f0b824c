package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.register.CardState;

/** The registers as the office exports them, and the mails that guardians got: whether one agrees with the other. */
final class Books {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private Books() {}

    /** Waits until the office has nothing left to do, mails included. */
    static void waitUntilAllIsDone(Clerk clerk) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (clerk.engine("process-instance/count").get("count").intValue() > 0) {
            if (Instant.now().isAfter(giveUp)) {
                throw new AssertionError("Not done: " + clerk.engine("process-instance") + clerk.engine("task")
                        + clerk.engine("job") + clerk.engine("incident"));
            }
            App.sleep(200);
        }
    }

    /**
     * After {@link #waitUntilAllIsDone}: every case has its card, no number is missing or double, every guardian has each
     * mail, and a mail that came twice is recognisably the same.
     *
     * @return how many mails came more than once
     */
    static int balance(Clerk clerk, GreenMail mailServer, int casesExpected) throws IOException, MessagingException {
        List<CSVRecord> cases = table(clerk.officeText("cases.csv"));
        assertThat(cases).hasSize(casesExpected);
        assertThat(cases)
                .extracting(row -> Integer.parseInt(row.get("Numer sprawy").replaceFirst("SPR-\\d{4}-", "")))
                .containsExactlyInAnyOrderElementsOf(oneTo(casesExpected));
        assertThat(cases).extracting(row -> row.get("Wynik")).containsOnly(Outcome.CARD_ISSUED.label());

        List<CSVRecord> cards = table(clerk.officeText("cards.csv"));
        assertThat(cards)
                .extracting(row -> Integer.parseInt(row.get("Numer legitymacji")))
                .containsExactlyInAnyOrderElementsOf(oneTo(cards.size()));
        List<String> issued = cards.stream()
                .filter(row -> !row.get("Stan").equals(CardState.ANNULLED.label()))
                .map(row -> row.get("Numer legitymacji"))
                .toList();
        Map<String, List<MimeMessage>> mails = mailsById(mailServer);
        List<String> inCases = new ArrayList<>();
        List<String> expectedMails = new ArrayList<>();
        for (CSVRecord row : cases) {
            String number = row.get("Numer sprawy");
            JsonNode caseFile = clerk.office("cases/" + number);
            inCases.add(caseFile.get("card").get("number").textValue());
            String guardian = caseFile.get("applicant").get("email").textValue();
            for (MailKind kind : List.of(MailKind.APPLICATION_RECEIVED, MailKind.PHOTO_ACCEPTED, MailKind.CARD_READY)) {
                expectedMails.add(guardian + " " + kind.subject(number));
            }
        }
        assertThat(inCases).containsExactlyInAnyOrderElementsOf(issued);

        List<String> distinctMails = new ArrayList<>();
        for (List<MimeMessage> same : mails.values()) {
            MimeMessage first = same.get(0);
            distinctMails.add(first.getAllRecipients()[0] + " " + first.getSubject());
            for (MimeMessage again : same) {
                assertThat(again.getSubject()).isEqualTo(first.getSubject());
                assertThat(again.getAllRecipients()).isEqualTo(first.getAllRecipients());
            }
        }
        assertThat(distinctMails).containsExactlyInAnyOrderElementsOf(expectedMails);
        assertThat(clerk.engine("incident/count").get("count").intValue()).isZero();
        return (int) mails.values().stream().filter(same -> same.size() > 1).count();
    }

    private static Map<String, List<MimeMessage>> mailsById(GreenMail mailServer) throws MessagingException {
        Map<String, List<MimeMessage>> mails = new HashMap<>();
        for (MimeMessage mail : mailServer.getReceivedMessages()) {
            mails.computeIfAbsent(mail.getMessageID(), id -> new ArrayList<>()).add(mail);
        }
        return mails;
    }

    private static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<CSVRecord> table(String csv) throws IOException {
        return CSVFormat.EXCEL
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new java.io.StringReader(csv.replaceFirst("^\uFEFF", "")))
                .getRecords();
    }
}
