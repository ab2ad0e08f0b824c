package pl.legitymacje.office;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Signing in with accounts that the school has elsewhere (OpenID Connect).
 *
 * @param issuer the server, e.g. {@code https://login.microsoftonline.com/<tenant>/v2.0} or {@code
 *     https://accounts.google.com}
 * @param userClaim the claim that names the user here; unique and the same at each login
 * @param groupsClaim the claim that tells who somebody is: one text or a list
 * @param groups for each role the values of that claim that give it
 * @param formLogin whether the engine's own users may still log in with name and password
 */
@Validated
@ConfigurationProperties("oidc")
record OidcSettings(
        @NotBlank String issuer,
        @NotBlank String clientId,
        @NotBlank String clientSecret,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("email") String userClaim,
        @DefaultValue("roles") String groupsClaim,
        @NotEmpty Map<Role, List<String>> groups,
        @DefaultValue("true") boolean formLogin) {

    /** An address gives nothing if it is known not to be theirs; where addresses give roles, it has to be proved. */
    boolean trusts(Boolean emailVerified) {
        return groupsClaim.equals("email") ? Boolean.TRUE.equals(emailVerified) : !Boolean.FALSE.equals(emailVerified);
    }

    /** What somebody with these claims is here; empty for a stranger. */
    Set<Role> roles(Map<String, Object> claims) {
        Object given = claims.get(groupsClaim);
        Collection<?> values = given instanceof Collection<?> many ? many : given == null ? List.of() : List.of(given);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        groups.forEach((role, names) -> {
            if (values.stream().anyMatch(names::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }
}
