package pl.legitymacje.process;

import java.util.concurrent.FutureTask;
import javax.xml.XMLConstants;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.BpmnParseFactory;
import org.camunda.bpm.engine.impl.util.ReflectUtil;

/**
 * Models checked against one BPMN schema, read beside the start of the engine. The engine's own parser reads it anew for each
 * of them, which for all of a first deployment is a tenth of the start (docs/bench.md).
 */
final class OneSchema implements BpmnParseFactory {

    private final FutureTask<Schema> schema =
            new FutureTask<>(() -> SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(ReflectUtil.getResource(BpmnParser.BPMN_20_SCHEMA_LOCATION)));

    OneSchema() {
        Thread reader = new Thread(schema, "bpmn-schema");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public BpmnParse createBpmnParse(BpmnParser given) {
        BpmnParser checking = new Checking(given);
        checking.setParseListeners(given.getParseListeners());
        BpmnParse parse = new BpmnParse(checking);
        parse.setSchemaResource(null); // the parser has it already
        return parse;
    }

    private final class Checking extends BpmnParser {

        Checking(BpmnParser given) {
            super(given.getExpressionManager(), OneSchema.this);
        }

        @Override
        protected SAXParser getSaxParser() throws Exception {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(NAMESPACE_PREFIXES, true);
            setXxeProcessing(factory);
            factory.setSchema(schema.get());
            return factory.newSAXParser();
        }

        @Override
        protected void enableSchemaValidation(boolean enable) {
            // it always is
        }
    }
}
