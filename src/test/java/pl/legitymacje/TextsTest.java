package pl.legitymacje;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.CollectionMethod;
import pl.legitymacje.casefile.Erasures;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.Records;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.PaymentSource;
import pl.legitymacje.fee.Settlement;
import pl.legitymacje.letter.LetterKind;
import pl.legitymacje.register.CardKind;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.CertificateState;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.HologramEntry;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.ReissueReason;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.RoomTexts;

/** The texts of the rooms that put keys together from words. */
class TextsTest {

    @Test
    void casefile() throws IOException {
        RoomTexts.check(
                "casefile",
                all(List.of(
                        keys("casefile.procedure.", Procedure.values(), Procedure::processId),
                        keys("casefile.document.", Procedure.values(), Procedure::processId),
                        keys("casefile.collection.", CollectionMethod.values(), Enum::name),
                        keys("casefile.erasure.", Erasures.Kind.values(), Enum::name),
                        keys("casefile.records.", Records.values(), Enum::name),
                        keys("casefile.channel.", Channel.values(), Enum::name),
                        keys("casefile.outcome.", Outcome.values(), Enum::name),
                        keys("casefile.reason.", CaseReason.values(), Enum::name),
                        keys("casefile.requirement.", Requirement.values(), Enum::name),
                        keys("casefile.requirementState.", RequirementState.values(), Enum::name))));
    }

    @Test
    void register() throws IOException {
        RoomTexts.check(
                "register",
                all(List.of(
                        keys("register.state.", CardState.values(), Enum::name),
                        keys("register.receiver.", Receiver.values(), Enum::name),
                        keys("register.kind.", CardKind.values(), Enum::name),
                        Stream.of("register.reason.EXCHANGE", "register.reason.DUPLICATE"),
                        keys("register.confirmation.", Confirmation.values(), Enum::name),
                        keys("register.hologram.kind.", HologramEntry.Kind.values(), Enum::name),
                        keys("register.mobile.state.", MobileCardState.values(), Enum::name),
                        keys("register.mobile.revocation.", RevocationReason.values(), Enum::name),
                        keys("register.mobile.revoked.", RevocationReason.values(), Enum::name),
                        keys("register.mobile.reissue.", ReissueReason.values(), Enum::name),
                        keys("register.mobile.reissued.", ReissueReason.values(), Enum::name),
                        keys("register.certificate.state.", CertificateState.values(), Enum::name))));
    }

    @Test
    void fee() throws IOException {
        RoomTexts.check(
                "fee",
                all(List.of(
                        keys("fee.source.", PaymentSource.values(), Enum::name),
                        keys("fee.state.", FeeStatus.State.values(), Enum::name),
                        keys("fee.settlement.", Settlement.values(), Enum::name))));
    }

    @Test
    void process() throws IOException {
        List<String> letters = Stream.of(LetterKind.values())
                .map(LetterKind::label)
                .filter(label -> !label.matches("(form|register|mobile)-.*"))
                .toList();
        RoomTexts.check(
                "process",
                all(List.of(
                        Stream.of(
                                "process.departure.onlyClose.CARD_EXCHANGE",
                                "process.departure.onlyClose.CARD_DUPLICATE",
                                "process.departure.onlyClose.MOBILE_CARD_ISSUE",
                                "process.impossible.MISSING",
                                "process.impossible.INSUFFICIENT",
                                "process.impossible.SCHOOL_LIQUIDATED",
                                "process.trail.mobile.code.SLIP",
                                "process.trail.mobile.code.PICK_UP",
                                "process.trail.mobile.code.ZPE",
                                "process.trail.mobile.code.MAIL",
                                "process.trail.photo.PASSED",
                                "process.trail.photo.REFUSED",
                                "process.trail.photo.ON_FILE",
                                "process.clearing.refund.TRANSFER",
                                "process.clearing.refund.CASH",
                                "process.trail.notified.PHONE",
                                "process.trail.notified.LETTER",
                                "process.trail.notified.IN_PERSON",
                                "process.letter.note.EXCHANGE",
                                "process.letter.note.DUPLICATE"),
                        letters.stream().map(label -> "process.letter.label." + label),
                        letters.stream().map(label -> "process.letter.file." + label),
                        keys("process.letter.document.", CardKind.values(), Enum::name))));
    }

    @Test
    void office() throws IOException {
        RoomTexts.check("office");
    }

    private static <E> Stream<String> keys(String prefix, E[] words, Function<E, String> key) {
        return Arrays.stream(words).map(word -> prefix + key.apply(word));
    }

    private static String[] all(List<Stream<String>> keys) {
        return keys.stream().flatMap(one -> one).toArray(String[]::new);
    }
}
