import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * The verdicts of the JDK's Xerces: `java Verdicts.java schema.xsd folder count` prints, for each of `0.xml` to
 * `count-1.xml` in the folder, a line with `valid` or with what is wrong first. A DOCTYPE is wrong.
 */
public class Verdicts {
    public static void main(String[] arguments) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema");
        // Large occurrence bounds make large content models, which the JDK limits unless it is told not to.
        factory.setFeature("http://javax.xml.XMLConstants/feature/secure-processing", false);
        Schema schema = factory.newSchema(new File(arguments[0]));
        SAXParserFactory parsers = SAXParserFactory.newInstance();
        parsers.setNamespaceAware(true);
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ErrorHandler strict = new ErrorHandler() {
            public void warning(SAXParseException problem) {}

            public void error(SAXParseException problem) throws SAXException {
                throw problem;
            }

            public void fatalError(SAXParseException problem) throws SAXException {
                throw problem;
            }
        };
        int count = Integer.parseInt(arguments[2]);
        for (int n = 0; n < count; n++) {
            File file = new File(arguments[1], n + ".xml");
            String verdict = "valid";
            try {
                XMLReader reader = parsers.newSAXParser().getXMLReader();
                reader.setErrorHandler(strict);
                Validator validator = schema.newValidator();
                validator.setErrorHandler(strict);
                InputSource source = new InputSource(file.toURI().toString());
                validator.validate(new SAXSource(reader, source));
            } catch (Exception problem) {
                verdict = String.valueOf(problem.getMessage()).replace('\n', ' ').replace('\r', ' ');
            }
            out.println(verdict);
        }
    }
}
