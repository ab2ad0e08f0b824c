package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is who by what another server says. */
class OidcSettingsTest {

    private static OidcSettings settings(String groupsClaim) {
        return new OidcSettings(
                "https://konta.example",
                "id",
                "tajne",
                List.of("openid"),
                "email",
                groupsClaim,
                Map.of(
                        Role.OFFICE, List.of("Sekretariat", "anna@szkola.example"),
                        Role.PRINCIPAL, List.of("Dyrekcja")),
                true);
    }

    @Test
    void whoSaysNothingThatIsKnownIsAStranger() {
        OidcSettings settings = settings("roles");
        assertThat(settings.roles(Map.of())).isEmpty();
        assertThat(settings.roles(Map.of("roles", List.of()))).isEmpty();
        assertThat(settings.roles(Map.of("roles", "sekretariat"))).isEmpty();
        assertThat(settings.roles(Map.of("roles", List.of("Sekretariat2", 7)))).isEmpty();
        assertThat(settings.roles(Map.of("groups", List.of("Sekretariat")))).isEmpty();
    }

    @Test
    void oneGroupOrSeveralGiveTheirRoles() {
        OidcSettings settings = settings("roles");
        assertThat(settings.roles(Map.of("roles", "Sekretariat"))).containsExactly(Role.OFFICE);
        assertThat(settings.roles(Map.of("roles", List.of("x", "Dyrekcja", "Sekretariat"))))
                .containsExactlyInAnyOrder(Role.OFFICE, Role.PRINCIPAL);
        assertThat(settings("email").roles(Map.of("email", "anna@szkola.example")))
                .containsExactly(Role.OFFICE);
    }

    @Test
    void whereAddressesGiveRolesTheyMustBeProved() {
        assertThat(settings("email").trusts(null)).isFalse();
        assertThat(settings("email").trusts(false)).isFalse();
        assertThat(settings("email").trusts(true)).isTrue();
        assertThat(settings("roles").trusts(false)).isFalse();
        assertThat(settings("roles").trusts(null)).isTrue();
    }
}
