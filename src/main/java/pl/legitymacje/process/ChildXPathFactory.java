package pl.legitymacje.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathFunctionResolver;
import javax.xml.xpath.XPathVariableResolver;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Answers the XPath that only names children ({@code selectKey}, {@code insert|update}, {@code /mapper/sql}) by looking at the
 * children; whatever else is asked, the JDK's own answers. MyBatis asks so thousands of times while it reads the engine's
 * mappings, and the JDK's makes a table of the whole document for each question: a tenth of the CPU time of a start
 * (docs/bench.md). Found by JAXP through {@code META-INF/services}.
 */
public final class ChildXPathFactory extends XPathFactory {

    private static final String NAME = "[A-Za-z_][\\w-]*";
    private static final Pattern CHILDREN = Pattern.compile(NAME + "(\\|" + NAME + ")*");
    private static final Pattern FROM_THE_ROOT = Pattern.compile("(/" + NAME + ")+");

    private static final Set<QName> NODES = Set.of(XPathConstants.NODE, XPathConstants.NODESET);

    private final XPathFactory jdk = XPathFactory.newDefaultInstance();

    @Override
    public XPath newXPath() {
        XPath whole = jdk.newXPath();
        return (XPath) Proxy.newProxyInstance(
                XPath.class.getClassLoader(), new Class<?>[] {XPath.class}, (proxy, method, args) -> {
                    List<Node> found = children(method, args);
                    return found == null ? invoke(whole, method, args) : answer(found, (QName) args[2]);
                });
    }

    private static Object invoke(XPath whole, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(whole, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The nodes asked for, in their order; null where more is asked for than children by their names. */
    private static List<Node> children(Method method, Object[] args) {
        if (!method.getName().equals("evaluate")
                || args.length != 3
                || !(args[0] instanceof String path && args[1] instanceof Node from)
                || !NODES.contains(args[2])) {
            return null;
        }
        if (CHILDREN.matcher(path).matches()) {
            return children(from, List.of(path.split("\\|", -1))).toList();
        }
        if (!FROM_THE_ROOT.matcher(path).matches()) {
            return null;
        }
        Stream<Node> found = Stream.of(from instanceof Document ? from : from.getOwnerDocument());
        for (String name : path.substring(1).split("/", -1)) {
            found = found.flatMap(node -> children(node, List.of(name)));
        }
        return found.toList();
    }

    private static Stream<Node> children(Node node, List<String> names) {
        return Stream.iterate(node.getFirstChild(), Objects::nonNull, Node::getNextSibling)
                .filter(child -> child.getNodeType() == Node.ELEMENT_NODE
                        && child.getNamespaceURI() == null
                        && names.contains(child.getNodeName()));
    }

    private static Object answer(List<Node> found, QName type) {
        return type.equals(XPathConstants.NODESET)
                ? new Found(found)
                : found.stream().findFirst().orElse(null);
    }

    private record Found(List<Node> nodes) implements NodeList {

        @Override
        public Node item(int index) {
            return index < nodes.size() ? nodes.get(index) : null;
        }

        @Override
        public int getLength() {
            return nodes.size();
        }
    }

    // ---- for the rest, the JDK's

    @Override
    public boolean isObjectModelSupported(String objectModel) {
        return jdk.isObjectModelSupported(objectModel);
    }

    @Override
    public void setFeature(String name, boolean value) throws XPathFactoryConfigurationException {
        jdk.setFeature(name, value);
    }

    @Override
    public boolean getFeature(String name) throws XPathFactoryConfigurationException {
        return jdk.getFeature(name);
    }

    @Override
    public void setXPathVariableResolver(XPathVariableResolver resolver) {
        jdk.setXPathVariableResolver(resolver);
    }

    @Override
    public void setXPathFunctionResolver(XPathFunctionResolver resolver) {
        jdk.setXPathFunctionResolver(resolver);
    }
}
