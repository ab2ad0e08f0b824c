package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

class SchoolSignTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html/>",
                "<svg",
                "<p><svg/></p>",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:alert(1)'/></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'><use x:href='http://a.example/b.svg#c'/></svg>",
                "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg>&e;</svg>",
                "GIF89a"
            })
    void whatIsNoStillPictureStopsTheStartAndNamesTheSetting(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("znak.svg"), content);
        assertThatThrownBy(() -> sign(file.toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("school.mark")
                .hasMessageContaining("znak.svg");
    }

    @Test
    void norDoesOneThatIsMissingTooLargeOrCutOff() throws IOException {
        assertThatThrownBy(() -> sign(folder.resolve("nie-ma.png").toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("SCHOOL_MARK");
        Path cut = Files.write(folder.resolve("a.png"), Arrays.copyOf(png(), 20));
        assertThatThrownBy(() -> sign(cut.toString())).isInstanceOf(Refused.class);
        Path large = Files.write(folder.resolve("b.png"), Arrays.copyOf(png(), 1024 * 1024 + 1));
        assertThatThrownBy(() -> sign(large.toString())).isInstanceOf(Refused.class);
    }

    @Test
    void aPngAnSvgAndOursAreShown() throws IOException {
        Path png = Files.write(folder.resolve("znak.png"), png());
        assertThat(sign(png.toString()).mark().getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
        assertThat(sign(png.toString()).mark().getBody()).isEqualTo(png());
        Path svg = Files.writeString(
                folder.resolve("znak.svg"),
                "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><use href='#a'/><g id='a'/></svg>");
        assertThat(sign(svg.toString()).mark().getHeaders().getContentType()).hasToString("image/svg+xml");
        assertThat(sign("").mark().getHeaders().getContentType()).hasToString("image/svg+xml");
    }

    @Test
    void theNameIsAScriptsTextWhateverIsInIt() throws IOException {
        assertThat(new String(sign("").name().getBody(), StandardCharsets.UTF_8))
                .isEqualTo("export default " + new ObjectMapper().readTree(json(sign(""))) + ";\n")
                .contains("\\\"Orlik\\\"");
    }

    private static String json(SchoolSign sign) {
        return new String(sign.name().getBody(), StandardCharsets.UTF_8)
                .replaceFirst("^export default ", "")
                .replaceFirst(";\n$", "");
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static SchoolSign sign(String file) throws IOException {
        SchoolProfile school = new SchoolProfile(
                "Szkoła \"Orlik\"", null, null, null, null, null, null, null, null, null, null, null, null);
        return new SchoolSign(school, file, "", new ObjectMapper());
    }
}
