package pl.legitymacje.process;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who stands above the school: a ponaglenie (KPA art. 37) and a complaint go there.
 *
 * @param higherAuthority from {@code school.higher-authority}, in the nominative: "Podkarpacki Kurator Oświaty"; it also
 *     keeps the records of schools that were closed down
 * @param higherAuthorityAddress where it is, on one line
 */
@Validated
@ConfigurationProperties("school")
public record HigherAuthority(@NotBlank String higherAuthority, @NotBlank String higherAuthorityAddress) {}
