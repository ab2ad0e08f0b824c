package pl.legitymacje.student;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Sha256;

/**
 * Rosters that were uploaded and wait for a person's word. The file is personal data: it is erased as soon as the word is
 * given; who gave it, when, and the counts are kept.
 */
@Service
public class RosterUploads {

    /** Who uploads what the setting {@code school.roster-file} names. */
    private static final String AT_START = "school.roster-file";

    private final JdbcClient jdbc;
    private final RosterImport rosterImport;
    private final Clock clock;

    RosterUploads(JdbcClient jdbc, RosterImport rosterImport, Clock clock) {
        this.jdbc = jdbc;
        this.rosterImport = rosterImport;
        this.clock = clock;
    }

    /**
     * Keeps a file until it is applied or rejected.
     *
     * @param by the user who uploaded it
     * @return the upload's id
     * @throws Refused {@code student.roster.*} if the file is no roster
     */
    @Transactional
    public long keep(String fileName, byte[] content, String by) {
        RosterReader.read(content, LocalDate.now(clock));
        return insert(fileName, content, by);
    }

    /**
     * Applies the file that {@code school.roster-file} names, unless it is still the one applied at an earlier start: what
     * the office has changed since must not be turned back by a mere restart.
     *
     * @return what was changed, or empty if the file was applied before
     * @throws Refused {@code student.roster.*} if the file is no roster
     */
    @Transactional
    Optional<RosterPlan> applyAtStart(byte[] content) {
        rosterImport.takeTurn();
        boolean appliedBefore = jdbc.sql(
                        "select sha256 from roster_upload where uploaded_by = :by order by id desc fetch first 1 rows only")
                .param("by", AT_START)
                .query(String.class)
                .optional()
                .filter(Sha256.of(content)::equals)
                .isPresent();
        if (appliedBefore) {
            return Optional.empty();
        }
        RosterPlan plan = rosterImport.apply(content);
        settle(insert(AT_START, content, AT_START), plan.counts(), AT_START);
        return Optional.of(plan);
    }

    private long insert(String fileName, byte[] content, String by) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into roster_upload (file_name, content, sha256, uploaded_at, uploaded_by)
                        values (:name, :content, :sha256, :at, :by)""")
                .param("name", fileName)
                .param("content", content)
                .param("sha256", Sha256.of(content))
                .param("at", now())
                .param("by", by)
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /**
     * What the kept file would change now.
     *
     * @throws Refused {@code student.upload.unknown}; {@code student.upload.settled} if it was applied or rejected before
     */
    @Transactional(readOnly = true)
    public RosterPlan plan(long id) {
        Upload upload = upload(id, "");
        if (upload.content == null) {
            throw new Refused("student.upload.settled");
        }
        return rosterImport.plan(upload.content);
    }

    /**
     * Applies the kept file and erases it. Doing so again is harmless: nothing happens, the same counts come back.
     *
     * @param by the user who confirmed it
     * @throws Refused {@code student.upload.unknown}, {@code student.upload.rejected}
     */
    @Transactional
    public RosterResult apply(long id, String by) {
        Upload upload = upload(id, " for update");
        if (upload.result != null) {
            return upload.result;
        }
        if (upload.content == null) {
            throw new Refused("student.upload.rejected");
        }
        RosterResult result = rosterImport.apply(upload.content).counts();
        settle(id, result, by);
        return result;
    }

    private void settle(long id, RosterResult result, String by) {
        jdbc.sql(
                        """
                        update roster_upload
                        set content = null, applied_at = :at, applied_by = :by, added_count = :added,
                            changed_count = :changed, unchanged_count = :unchanged, missing_count = :missing,
                            ambiguous_count = :ambiguous, problem_count = :problems
                        where id = :id""")
                .param("at", now())
                .param("by", by)
                .param("added", result.added())
                .param("changed", result.changed())
                .param("unchanged", result.unchanged())
                .param("missing", result.missing())
                .param("ambiguous", result.ambiguous())
                .param("problems", result.problems())
                .param("id", id)
                .update();
    }

    /**
     * Erases the kept file without applying it. Doing so again is harmless.
     *
     * @param by the user who rejected it
     * @throws Refused {@code student.upload.unknown}; {@code student.upload.applied} if it was applied before
     */
    @Transactional
    public void reject(long id, String by) {
        if (upload(id, " for update").result != null) {
            throw new Refused("student.upload.applied");
        }
        jdbc.sql(
                        """
                        update roster_upload set content = null, rejected_at = :at, rejected_by = :by
                        where id = :id and rejected_at is null""")
                .param("at", now())
                .param("by", by)
                .param("id", id)
                .update();
    }

    /** The content is null once settled, the result unless applied. */
    private static final class Upload {
        final byte[] content;
        final RosterResult result;

        Upload(byte[] content, RosterResult result) {
            this.content = content;
            this.result = result;
        }
    }

    private Upload upload(long id, String lock) {
        return jdbc.sql("select * from roster_upload where id = :id" + lock)
                .param("id", id)
                .query((row, number) -> new Upload(
                        row.getBytes("content"),
                        row.getObject("applied_at") == null
                                ? null
                                : new RosterResult(
                                        row.getInt("added_count"),
                                        row.getInt("changed_count"),
                                        row.getInt("unchanged_count"),
                                        row.getInt("missing_count"),
                                        row.getInt("ambiguous_count"),
                                        row.getInt("problem_count"))))
                .optional()
                .orElseThrow(() -> new Refused("student.upload.unknown"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
