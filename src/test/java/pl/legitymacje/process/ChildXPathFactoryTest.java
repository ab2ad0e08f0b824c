package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChildXPathFactoryTest {

    private final XPath ours = XPathFactory.newInstance().newXPath();
    private final XPath jdk = XPathFactory.newDefaultInstance().newXPath();

    @Test
    void isTheOneThatIsFound() {
        assertThat(XPathFactory.newInstance()).isInstanceOf(ChildXPathFactory.class);
    }

    /** What MyBatis asks (XMLConfigBuilder, XMLMapperBuilder, XMLStatementBuilder), of all that it reads for the engine. */
    @Test
    void theEnginesMappingsAreReadAsTheJdkReadsThem() throws Exception {
        DocumentBuilder reader = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        reader.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        Resource[] mappings = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:org/camunda/bpm/engine/impl/mapping/**/*.xml");
        assertThat(mappings).hasSizeGreaterThan(50);
        for (Resource mapping : mappings) {
            Document document = reader.parse(mapping.getInputStream());
            Node root = document.getDocumentElement();
            for (String path : List.of(
                    "/mapper",
                    "/configuration",
                    "/mapper/parameterMap",
                    "/mapper/resultMap",
                    "/mapper/sql",
                    "select|insert|update|delete",
                    "cache",
                    "settings")) {
                assertSame(path, root);
            }
            assertSame("/mapper", document);
            // the first ones only: the JDK's takes its time
            for (Node statement : nodes(jdk, "select|insert|update|delete", root).stream()
                    .limit(3)
                    .toList()) {
                assertSame("selectKey", statement);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b",
                "b|c",
                "c|b|b",
                "/a/b/c",
                "/a/nothing",
                "*",
                "b/c",
                "//c",
                "b[@n='2']",
                "b[2]",
                "@n",
                "text()",
                ".",
                "..",
                "x",
                "div"
            })
    void answersAsTheJdk(String path) throws Exception {
        for (boolean namespaces : List.of(false, true)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(namespaces);
            Document document = factory.newDocumentBuilder()
                    .parse(
                            new InputSource(
                                    new StringReader(
                                            """
                            <a n="0"><!-- b --><b n="1"><c>x</c></b>b<c/><b n="2"><c/><c>y</c></b><x xmlns="urn:x"><b/></x><div/></a>""")));
            assertSame(path, document.getDocumentElement());
            assertSame(path, document);
            assertThat(ours.evaluate(path, document.getDocumentElement()))
                    .isEqualTo(jdk.evaluate(path, document.getDocumentElement()));
        }
    }

    @Test
    void whatIsWrongIsWrongHereToo() throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        assertThatThrownBy(() -> ours.evaluate("1", document, XPathConstants.NODESET))
                .isInstanceOf(XPathExpressionException.class);
        assertThatThrownBy(() -> ours.evaluate("b[", document, XPathConstants.NODE))
                .isInstanceOf(XPathExpressionException.class);
        assertThat(ours.evaluate("count(b)", document, XPathConstants.NUMBER)).isEqualTo(0.0);
    }

    @Test
    void theFactorysSettingsAreTheJdks() throws Exception {
        XPathFactory factory = new ChildXPathFactory();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        assertThat(factory.getFeature(XMLConstants.FEATURE_SECURE_PROCESSING)).isTrue();
        assertThat(factory.isObjectModelSupported("urn:other")).isFalse();
        factory.setXPathVariableResolver(name -> 7.0);
        factory.setXPathFunctionResolver((name, arity) -> null);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        assertThat(factory.newXPath().evaluate("$x", document, XPathConstants.NUMBER))
                .isEqualTo(7.0);
    }

    private void assertSame(String path, Node from) throws Exception {
        assertThat(nodes(ours, path, from)).as(path).isEqualTo(nodes(jdk, path, from));
        QName one = XPathConstants.NODE;
        assertThat(ours.evaluate(path, from, one)).as(path).isSameAs(jdk.evaluate(path, from, one));
    }

    private static List<Node> nodes(XPath xpath, String path, Node from) throws XPathExpressionException {
        NodeList found = (NodeList) xpath.evaluate(path, from, XPathConstants.NODESET);
        assertThat(found.item(found.getLength())).isNull();
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }
}
