package pl.legitymacje.photo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.Refused;

/**
 * The photos on file: what came, what machine and clerk said about it, the files made from it, and their deletion in
 * time (domain: "keep the original until N days after the card is handed over, then delete it, keeping its hash and
 * verdict").
 */
@Service
public class Photos {

    private enum Kind {
        ORIGINAL,
        PORTRAIT,
        PREVIEW
    }

    private final PhotoInspector inspector;
    private final PhotoRules rules;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    Photos(
            PhotoInspector inspector,
            PhotoRules rules,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.inspector = inspector;
        this.rules = rules;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Judges a file and puts it on file, a refused one too, so that nothing is lost; only what is larger than 15 MB
     * leaves no bytes behind. The same bytes for the same student with the same verdict, not yet erased, are recognised:
     * then the photo that is already there is returned.
     *
     * @param studentId whose photo it is; null if that is not known yet
     * @param by the clerk's user name, or the sender's address
     */
    public StoredPhoto receive(Long studentId, String fileName, byte[] content, PhotoSource source, String by) {
        // Judged outside the transaction: a picture that waits for its turn should not hold a database connection.
        PhotoInspector.Examined examined = inspector.examine(content, fileName, true);
        return transactions.execute(status -> {
            PhotoReport report = examined.report();
            PhotoStatus verdict = report.passed() ? PhotoStatus.RECEIVED : PhotoStatus.REFUSED_BY_MACHINE;
            return same(studentId, report.sha256(), verdict)
                    .orElseGet(() -> store(studentId, fileName, content, source, by, verdict, examined));
        });
    }

    private Optional<StoredPhoto> same(Long studentId, String sha256, PhotoStatus status) {
        return jdbc
                .sql("select * from photo where sha256 = :sha256 and status = :status and erased_at is null"
                        + " order by received_at, id")
                .param("sha256", sha256)
                .param("status", status.name())
                .query(Photos::photo)
                .list()
                .stream()
                .filter(photo -> Objects.equals(photo.studentId(), studentId))
                .findFirst();
    }

    private StoredPhoto store(
            Long studentId,
            String fileName,
            byte[] content,
            PhotoSource source,
            String by,
            PhotoStatus status,
            PhotoInspector.Examined examined) {
        PhotoReport report = examined.report();
        String id = UUID.randomUUID().toString();
        jdbc.sql(
                        """
                        insert into photo (id, student_id, file_name, source, received_at, received_by, sha256, format,
                            width, height, size, findings, status)
                        values (:id, :studentId, :fileName, :source, :receivedAt, :receivedBy, :sha256, :format,
                            :width, :height, :size, :findings, :status)
                        """)
                .param("id", id)
                .param("studentId", studentId, Types.BIGINT)
                .param("fileName", Plain.fileName(fileName))
                .param("source", source.name())
                .param("receivedAt", now())
                .param("receivedBy", by)
                .param("sha256", report.sha256())
                .param("format", report.format().name())
                .param("width", report.width())
                .param("height", report.height())
                .param("size", report.bytes())
                .param("findings", Findings.of(report).write())
                .param("status", status.name())
                .update();
        examined.derived()
                .ifPresentOrElse(
                        derived -> {
                            keep(id, Kind.ORIGINAL, derived.original());
                            if (derived.portrait() != null) {
                                keep(id, Kind.PORTRAIT, derived.portrait());
                            }
                            keep(id, Kind.PREVIEW, derived.preview());
                        },
                        () -> {
                            if (content.length <= PhotoRules.LARGEST_KEPT.toBytes()) {
                                keep(id, Kind.ORIGINAL, content);
                            }
                        });
        return get(id);
    }

    private void keep(String id, Kind kind, byte[] content) {
        jdbc.sql("insert into photo_file (photo_id, kind, content) values (:id, :kind, :content)")
                .param("id", id)
                .param("kind", kind.name())
                .param("content", content)
                .update();
    }

    /** The photo of this id, if there is one. */
    public Optional<StoredPhoto> find(String id) {
        return jdbc.sql("select * from photo where id = :id")
                .param("id", id)
                .query(Photos::photo)
                .optional();
    }

    /** The photos of these ids; ids unknown are left out. */
    public List<StoredPhoto> byId(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from photo where id in (:ids)")
                        .param("ids", ids)
                        .query(Photos::photo)
                        .list();
    }

    /**
     * The photo of this id.
     *
     * @throws Refused {@code photo.unknown}
     */
    public StoredPhoto get(String id) {
        return find(id).orElseThrow(() -> new Refused("photo.unknown"));
    }

    /**
     * What the machine said when the photo came.
     *
     * @throws Refused {@code photo.unknown}
     */
    public PhotoReport report(String id) {
        return jdbc.sql("select * from photo where id = :id")
                .param("id", id)
                .query((rs, row) -> {
                    Findings findings = Findings.read(rs.getString("findings"));
                    return new PhotoReport(
                            PhotoFormat.valueOf(rs.getString("format")),
                            rs.getInt("width"),
                            rs.getInt("height"),
                            rs.getLong("size"),
                            rs.getString("sha256"),
                            findings.refusals(),
                            findings.advice());
                })
                .optional()
                .orElseThrow(() -> new Refused("photo.unknown"));
    }

    /** Why it was refused, in the clerk's words: by the machine or by the clerk; empty if it was not. */
    public List<String> whyRefused(StoredPhoto photo) {
        return photo.passed()
                ? Stream.concat(photo.reasons().stream().map(RefusalReason::label), Stream.ofNullable(photo.note()))
                        .toList()
                : report(photo.id()).refusals().stream().map(Finding::reason).toList();
    }

    /**
     * The file as it came, without what hung on behind the picture.
     *
     * @throws Refused {@code photo.unknown}, {@code photo.erased}, or {@code photo.notKept} if it was too large to keep
     */
    public byte[] original(String id) {
        return file(id, Kind.ORIGINAL, "photo.notKept");
    }

    /**
     * A JPEG of at most 492 × 633 pixels in the shape of 35 × 45 mm, 300 dpi, without metadata: for the card and for the
     * mobile card.
     *
     * @throws Refused {@code photo.unknown}, {@code photo.erased}, or {@code photo.notDerived} if the machine refused
     */
    public byte[] portrait(String id) {
        return file(id, Kind.PORTRAIT, "photo.notDerived");
    }

    /**
     * The {@link #portrait}, in the size that the government system takes for a mobile card: at least 246 × 304 pixels and at
     * most 2.5 MB (domain §3). With photo rules as those of S3 or S0 each accepted photo has it.
     *
     * @throws Refused as {@link #portrait}, or {@code photo.tooSmallForGovernment}
     */
    public byte[] governmentPortrait(String id) {
        byte[] portrait = portrait(id);
        JpegFile jpeg = JpegFile.read(portrait);
        if (jpeg.width() < Portrait.GOVERNMENT_WIDTH || jpeg.height() < Portrait.GOVERNMENT_HEIGHT) {
            throw new Refused(
                    "photo.tooSmallForGovernment",
                    jpeg.width(),
                    jpeg.height(),
                    Portrait.GOVERNMENT_WIDTH,
                    Portrait.GOVERNMENT_HEIGHT);
        }
        return portrait;
    }

    /**
     * The whole picture as a JPEG of at most 900 pixels, upright, without metadata: for the clerk's eye. There is one
     * for a refused photo too if the file could be decoded safely.
     *
     * @throws Refused as {@link #portrait}
     */
    public byte[] preview(String id) {
        return file(id, Kind.PREVIEW, "photo.notDerived");
    }

    /** Whether there is a {@link #preview}. */
    public boolean pictured(String id) {
        return jdbc.sql("select count(*) from photo_file where photo_id = :id and kind = :kind")
                        .param("id", id)
                        .param("kind", Kind.PREVIEW.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private byte[] file(String id, Kind kind, String absent) {
        StoredPhoto photo = get(id);
        if (photo.erased()) {
            throw new Refused("photo.erased");
        }
        return jdbc.sql("select content from photo_file where photo_id = :id and kind = :kind")
                .param("id", id)
                .param("kind", kind.name())
                .query((rs, row) -> rs.getBytes("content"))
                .optional()
                .orElseThrow(() -> new Refused(absent));
    }

    /**
     * Says whose photo it is.
     *
     * @throws Refused {@code photo.unknown}, or {@code photo.attachedElsewhere} if it came for another student
     */
    @Transactional
    public void attach(String id, long studentId) {
        int changed = jdbc.sql("update photo set student_id = :studentId where id = :id"
                        + " and (student_id is null or student_id = :studentId)")
                .param("studentId", studentId)
                .param("id", id)
                .update();
        if (changed == 0) {
            get(id);
            throw new Refused("photo.attachedElsewhere");
        }
    }

    /**
     * The clerk accepts the photo; accepting it again changes nothing.
     *
     * @throws Refused {@code photo.unknown}, {@code photo.erased}, {@code photo.refusedByMachine}, or
     *     {@code photo.refusedAlready}
     */
    @Transactional
    public void accept(String id, String by) {
        decide(id, PhotoStatus.ACCEPTED, by, List.of(), null);
    }

    /**
     * The clerk refuses the photo; refusing it again changes nothing.
     *
     * @param reasons at least one
     * @param note the clerk's own words; needed with {@link RefusalReason#OTHER}, else may be null
     * @throws Refused {@code photo.reasonMissing}, {@code photo.noteMissing}, {@code photo.unknown},
     *     {@code photo.erased}, {@code photo.refusedByMachine}, or {@code photo.acceptedAlready}
     */
    @Transactional
    public void refuse(String id, String by, List<RefusalReason> reasons, String note) {
        String words = note == null || note.isBlank() ? null : note.strip();
        if (reasons.isEmpty()) {
            throw new Refused("photo.reasonMissing");
        }
        if (reasons.contains(RefusalReason.OTHER) && words == null) {
            throw new Refused("photo.noteMissing");
        }
        decide(id, PhotoStatus.REFUSED_BY_CLERK, by, reasons, words);
    }

    private void decide(String id, PhotoStatus verdict, String by, List<RefusalReason> reasons, String note) {
        // One statement, so that of two clerks who decide at the same moment the second finds it decided.
        int changed = jdbc.sql(
                        """
                        update photo set status = :verdict, decided_by = :by, decided_at = :at, reasons = :reasons, note = :note
                        where id = :id and status = 'RECEIVED' and erased_at is null
                        """)
                .param("verdict", verdict.name())
                .param("by", by)
                .param("at", now())
                .param(
                        "reasons",
                        reasons.stream().distinct().map(Enum::name).collect(Collectors.joining(",")),
                        Types.VARCHAR)
                .param("note", note, Types.VARCHAR)
                .param("id", id)
                .update();
        if (changed == 1) {
            return;
        }
        StoredPhoto photo = get(id);
        if (photo.status() == verdict) {
            return;
        }
        throw new Refused(
                switch (photo.status()) {
                    case RECEIVED -> "photo.erased";
                    case REFUSED_BY_MACHINE -> "photo.refusedByMachine";
                    case ACCEPTED -> "photo.acceptedAlready";
                    case REFUSED_BY_CLERK -> "photo.refusedAlready";
                });
    }

    /** The photo on file that serves the student's card and mobile card: the one accepted last, not erased. */
    public Optional<StoredPhoto> acceptedOf(long studentId) {
        return jdbc
                .sql("select * from photo where student_id = :studentId and status = 'ACCEPTED' and erased_at is null"
                        + " order by decided_at desc, received_at desc, id")
                .param("studentId", studentId)
                .query(Photos::photo)
                .list()
                .stream()
                .findFirst();
    }

    /** All photos of a student, erased ones too, the latest first. */
    public List<StoredPhoto> ofStudent(long studentId) {
        return jdbc.sql("select * from photo where student_id = :studentId order by received_at desc, id")
                .param("studentId", studentId)
                .query(Photos::photo)
                .list();
    }

    /** The last day on which {@link #eraseDue} leaves the photo's bytes; empty where that is not known yet. */
    public Optional<LocalDate> lastDay(StoredPhoto photo) {
        return Optional.ofNullable(photo.keepUntil())
                .or(() -> photo.status() == PhotoStatus.ACCEPTED
                        ? Optional.empty()
                        : Optional.of(
                                LocalDate.ofInstant(photo.receivedAt().plus(rules.keepUndecided()), clock.getZone())));
    }

    /**
     * Sets the last day on which the photo's bytes are kept.
     *
     * @throws Refused {@code photo.unknown}
     */
    @Transactional
    public void keepUntil(String id, LocalDate day) {
        int changed = jdbc.sql("update photo set keep_until = :day where id = :id")
                .param("day", day)
                .param("id", id)
                .update();
        if (changed == 0) {
            throw new Refused("photo.unknown");
        }
    }

    /**
     * Deletes the bytes of every photo whose last day is over, and of those never accepted that came longer ago than
     * {@link PhotoRules#keepUndecided}. Hash and verdict stay.
     *
     * @return how many photos were erased
     */
    @Transactional
    public int eraseDue() {
        Instant now = clock.instant();
        int erased = jdbc.sql(
                        """
                        update photo set erased_at = :now
                        where erased_at is null
                          and (keep_until < :today
                               or (keep_until is null and status <> 'ACCEPTED' and received_at < :limit))
                        """)
                .param("now", now())
                .param("today", LocalDate.ofInstant(now, clock.getZone()))
                .param("limit", now.minus(rules.keepUndecided()).atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("delete from photo_file where photo_id in (select id from photo where erased_at is not null)")
                .update();
        return erased;
    }

    /**
     * Deletes what was left, hash and verdict, of photos that were erased before a day.
     *
     * @return how many
     */
    @Transactional
    public int forget(LocalDate before) {
        return jdbc.sql("delete from photo where erased_at < ?")
                .param(before.atStartOfDay(clock.getZone()).toOffsetDateTime())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static StoredPhoto photo(ResultSet rs, int row) throws SQLException {
        return new StoredPhoto(
                rs.getString("id"),
                rs.getObject("student_id", Long.class),
                rs.getString("file_name"),
                PhotoSource.valueOf(rs.getString("source")),
                instant(rs, "received_at"),
                rs.getString("received_by"),
                rs.getString("sha256"),
                rs.getInt("width"),
                rs.getInt("height"),
                rs.getLong("size"),
                PhotoStatus.valueOf(rs.getString("status")),
                rs.getString("decided_by"),
                instant(rs, "decided_at"),
                reasons(rs.getString("reasons")),
                rs.getString("note"),
                rs.getObject("keep_until", LocalDate.class),
                instant(rs, "erased_at"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<RefusalReason> reasons(String names) {
        if (names == null || names.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(names.split(",", -1)).map(RefusalReason::valueOf).toList();
    }
}
