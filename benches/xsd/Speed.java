import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * How long the JDK's Xerces takes to validate a document from memory: `java Speed.java schema.xsd document.xml`.
 *
 * For each line on standard input it validates once in each of two ways, with a parser that carries the compiled schema
 * and with a validator over a stream, and prints the nanoseconds of processor time that the faster one took. The schema
 * is compiled and the document read before; whoever asks warms it up by asking several times.
 */
public class Speed {
    static final DefaultHandler STRICT = new DefaultHandler() {
        @Override
        public void error(SAXParseException problem) throws SAXException {
            throw problem;
        }
    };

    interface Way {
        void validate(InputStream document) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema");
        // Large occurrence bounds make large content models, which the JDK limits unless it is told not to.
        factory.setFeature("http://javax.xml.XMLConstants/feature/secure-processing", false);
        Schema schema = factory.newSchema(new File(arguments[0]));
        byte[] document = Files.readAllBytes(Path.of(arguments[1]));
        SAXParserFactory parsers = SAXParserFactory.newInstance();
        parsers.setNamespaceAware(true);
        parsers.setSchema(schema);
        Way parser = input -> parsers.newSAXParser().parse(new InputSource(input), STRICT);
        Way validator = input -> {
            Validator made = schema.newValidator();
            made.setErrorHandler(STRICT);
            made.validate(new StreamSource(input));
        };
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            lines.nextLine();
            System.out.println(Math.min(time(parser, document), time(validator, document)));
            System.out.flush();
        }
    }

    static long time(Way way, byte[] document) throws Exception {
        var clock = ManagementFactory.getThreadMXBean();
        long started = clock.getCurrentThreadCpuTime();
        way.validate(new ByteArrayInputStream(document));
        return clock.getCurrentThreadCpuTime() - started;
    }
}
