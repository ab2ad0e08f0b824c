package pl.legitymacje.letter;

import static com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI;
import static com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLog;
import com.openhtmltopdf.util.XRLogger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.logging.Level;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes an accessible PDF of an XHTML page. It is loaded, with its fonts, for the first letter: the application's start
 * does not wait for it.
 */
final class PdfPress {

    static {
        XRLog.setLoggerImpl(new Silence());
    }

    /** DejaVu Sans Condensed: every Latin and Cyrillic letter, and the boxes that forms need. */
    private static final byte[] REGULAR = font("DejaVuSansCondensed.ttf");

    private static final byte[] BOLD = font("DejaVuSansCondensed-Bold.ttf");

    private PdfPress() {}

    /** The PDF of an XHTML page; the consumer hears what its maker finds wrong with the page. */
    static byte[] print(String html, Consumer<Diagnostic> complaints) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument();
                PdfBoxRenderer renderer = new PdfRendererBuilder()
                        .usePDDocument(document)
                        .withW3cDocument(parsed(html), null)
                        .usePdfUaAccessibility(true)
                        .useExternalResourceAccessControl(PdfPress::isInThePage, RUN_BEFORE_RESOLVING_URI)
                        .useExternalResourceAccessControl(PdfPress::isInThePage, RUN_AFTER_RESOLVING_URI)
                        .useFont(embedded(REGULAR, document), "Letter", 400, FontStyle.NORMAL, true)
                        .useFont(embedded(BOLD, document), "Letter", 700, FontStyle.NORMAL, true)
                        .withDiagnosticConsumer(complaints)
                        .withProducer("legitymacje")
                        .buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            // PDFBox's compressed object table counts wrongly, and strict readers complain
            document.save(pdf, CompressParameters.NO_COMPRESSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    /** Without ligatures: whoever copies or searches the text shall find "fi" as the two letters that were written. */
    private static PDFontSupplier embedded(byte[] font, PDDocument document) throws IOException {
        TrueTypeFont letters = new TTFParser(true).parse(new RandomAccessReadBuffer(font));
        letters.setEnableGsub(false);
        document.registerTrueTypeFontForClosing(letters);
        return new PDFontSupplier(PDType0Font.load(document, letters, true));
    }

    /** A picture that the page itself holds; nothing else is ever opened. */
    private static boolean isInThePage(String uri, ExternalResourceType type) {
        return type == ExternalResourceType.IMAGE_RASTER && uri.startsWith("data:image/png;base64,");
    }

    private static Document parsed(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // throws, where the usual one prints
            return builder.parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException | IOException | SAXException e) {
            throw new IllegalStateException("A letter's template is not well-formed", e);
        }
    }

    private static byte[] font(String name) {
        try (InputStream font = PdfPress.class.getResourceAsStream("/letter/fonts/" + name)) {
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PDF maker's own log, which goes to the console and may quote letters; we hear it as diagnostics. */
    private static final class Silence implements XRLogger {

        @Override
        public void log(String where, Level level, String message) {}

        @Override
        public void log(String where, Level level, String message, Throwable error) {}

        @Override
        public void setLevel(String logger, Level level) {}

        @Override
        public boolean isLogLevelEnabled(Diagnostic diagnostic) {
            return false;
        }
    }
}
