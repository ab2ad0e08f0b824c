package pl.legitymacje.photo;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What this school asks of a photo file; the defaults are those of S3 II.1.
 *
 * @param maxSize largest file, inclusive; 5 MB is 5 × 1024 × 1024 bytes
 * @param minWidth least width in pixels, of the picture as it is seen (after EXIF rotation)
 * @param minHeight least height in pixels, likewise
 * @param minDpi resolution tag that the school asks for, or null (S0: 300); its absence is told to the clerk, never a
 *     reason to refuse: studios write none, phones write 72
 * @param colourRequired whether a greyscale picture is refused ("natural colours", S3 II.2)
 * @param keepUndecided how long a photo that was never accepted is kept after it came, in days unless a unit is given
 */
@Validated
@ConfigurationProperties("school.photo")
public record PhotoRules(
        @NotNull(message = "{school.photo.maxSize}") @DefaultValue("5MB") DataSize maxSize,
        @Min(value = 1, message = "{school.photo.pixels}")
                @Max(value = 10_000, message = "{school.photo.pixels}")
                @DefaultValue("500")
                int minWidth,
        @Min(value = 1, message = "{school.photo.pixels}")
                @Max(value = 10_000, message = "{school.photo.pixels}")
                @DefaultValue("600")
                int minHeight,
        @Min(value = 1, message = "{school.photo.minDpi}") @Max(value = 2400, message = "{school.photo.minDpi}")
                Integer minDpi,
        @DefaultValue("true") boolean colourRequired,
        @NotNull(message = "{school.photo.keepUndecided}") @DurationUnit(ChronoUnit.DAYS) @DefaultValue("90d")
                Duration keepUndecided) {

    /** The largest file whose bytes are kept at all, even refused: what lies above is a mistake or an attack. */
    static final DataSize LARGEST_KEPT = DataSize.ofMegabytes(15);

    @AssertTrue(message = "{school.photo.maxSize}")
    boolean isMaxSizeInBounds() {
        return maxSize == null || (maxSize.toBytes() > 0 && maxSize.compareTo(LARGEST_KEPT) <= 0);
    }

    @AssertTrue(message = "{school.photo.keepUndecided}")
    boolean isKeepUndecidedInBounds() {
        return keepUndecided == null || keepUndecided.toDays() >= 1;
    }
}
