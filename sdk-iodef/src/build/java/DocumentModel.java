import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the generated model its Javadoc: run by the build after FinishModel, with the folder of the model and the table
 * of what to say ({@code src/main/bindings/model-javadoc.txt}, which explains itself). It replaces what XJC says of its
 * members, adds what it does not say, and leaves alone what somebody else wrote; constructors that nobody wrote become
 * protected ones. It looks at declarations only, never into a body. A class or property without a line in the table, and
 * a line without its like in the model, fail the build. A file that is documented already is left as it is.
 */
final class DocumentModel {
    private static final String MARK = "// Documented by src/build/java/DocumentModel.java.\n";
    private static final Pattern OF_XJC = Pattern.compile(
            "(?:Gets|Sets) the value of the |Sets the new value of |Adds the given items to |Copies all state of |"
                    + "Returns a new builder to |Returns the existing builder or |Java class for |"
                    + "Create an? (?:new |instance of )|This object contains factory|"
                    // of xml.xsd, which XJC takes over
                    + "In due course, we should install");
    private static final Pattern MEMBER = Pattern.compile("^(?: {4}| {8})public\\b.*");
    private static final int WIDTH = 118;

    private final Table table;
    private final Map<String, ModelType> types = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private DocumentModel(Table table) {
        this.table = table;
    }

    public static void main(String[] args) throws IOException {
        new DocumentModel(Table.of(Path.of(args[1]))).run(Path.of(args[0]));
    }

    private void run(Path folder) throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file).replace("\r\n", "\n");
                String name = folder.relativize(file)
                        .toString()
                        .replace('\\', '/')
                        .replace('/', '.')
                        .replace(".java", "");
                sources.put(file, source);
                types.put(name, ModelType.of(name, source));
            }
        }
        types.values().forEach(this::compare);
        table.classes.keySet().stream()
                .filter(name -> !types.containsKey(name))
                .forEach(name -> problems.add("no class " + name + " in the model, but a line for it"));
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            if (problems.isEmpty() && !source.getValue().contains(MARK)) {
                String name = folder.relativize(source.getKey())
                        .toString()
                        .replace('\\', '/')
                        .replace('/', '.');
                String documented = documented(types.get(name.replace(".java", "")), source.getValue());
                Files.writeString(source.getKey(), documented.replaceFirst("\n", "\n" + MARK));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "The table of the model's Javadoc does not fit the model:\n  " + String.join("\n  ", problems));
        }
    }

    /** Holds the table against the class: the same properties, as often as the class has room for them. */
    private void compare(ModelType type) {
        if (type.isFactory()) {
            return;
        }
        ClassLine line = table.classes.get(type.name);
        if (line == null) {
            problems.add("no line for the class " + type.name);
            return;
        }
        TreeSet<String> missing = new TreeSet<>(type.fields.keySet());
        missing.removeAll(line.properties.keySet());
        missing.forEach(name -> problems.add("no line for " + type.name + "." + name));
        for (PropertyLine property : line.properties.values()) {
            ModelField field = type.fields.get(property.name);
            if (field == null) {
                problems.add("no property " + type.name + "." + property.name + " in the model, but a line for it");
                continue;
            }
            if (!field.allows(property.often)) {
                problems.add(type.name + "." + property.name + " is not " + property.often + " in the model");
            }
            if (!field.choices.equals(property.choices.keySet())) {
                problems.add(type.name + "." + property.name + " lets stand " + field.choices + ", not "
                        + property.choices.keySet());
            }
        }
    }

    // ---- members ----

    private String documented(ModelType type, String source) {
        List<String> lines = new ArrayList<>(Arrays.asList(source.split("\n", -1)));
        boolean inBuilder = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals("    }")) {
                inBuilder = false;
            }
            boolean ofClass = type.isPackage()
                    ? line.startsWith("package ")
                    : line.startsWith("public ") && line.contains(" class ");
            if (!ofClass && !MEMBER.matcher(line).matches()) {
                continue;
            }
            StringBuilder declaration = new StringBuilder(line.strip());
            for (int j = i + 1; !declaration.toString().matches("(?s).*[{;].*"); j++) {
                declaration.append(' ').append(lines.get(j).strip());
            }
            boolean ofBuilder = !ofClass && declaration.indexOf("class Builder") >= 0;
            inBuilder |= ofBuilder;
            Doc doc = ofClass
                    ? classDoc(type)
                    : ofBuilder ? builderClassDoc(type) : memberDoc(type, declaration.toString(), inBuilder);
            if (doc != null) {
                i += put(lines, i, ofClass, doc);
            }
        }
        return String.join("\n", lines);
    }

    /** Puts a comment before the declaration at a line, in place of XJC's; gives how many lines there are now more. */
    private static int put(List<String> lines, int at, boolean ofClass, Doc doc) {
        int before = lines.size();
        int top = at;
        while (ofClass
                ? !lines.get(top - 1).matches(" \\*/|import .*|package .*|")
                : lines.get(top - 1).strip().startsWith("@")) {
            top--;
        }
        if (lines.get(top - 1).strip().equals("*/")) {
            int start = top - 1;
            while (!lines.get(start).strip().startsWith("/**")) {
                start--;
            }
            if (!OF_XJC.matcher(String.join(" ", lines.subList(start, top)).replaceAll("\\s*\\*\\s*|\\s+", " "))
                    .find()) {
                return 0;
            }
            lines.subList(start, top).clear();
            top = start;
        }
        lines.addAll(top, doc.lines(lines.get(top).replaceAll("\\S.*", "")));
        return lines.size() - before;
    }

    private Doc memberDoc(ModelType type, String declaration, boolean inBuilder) {
        Matcher matcher = Pattern.compile("(\\w+)\\s*\\((.*?)\\)\\s*(?:throws [\\w., ]+)?[{;]")
                .matcher(declaration);
        if (!matcher.find()) {
            return null;
        }
        String name = matcher.group(1);
        String parameters = matcher.group(2).strip();
        if (type.isFactory()) {
            return factoryDoc(name, parameters);
        }
        String simple = type.simpleName();
        boolean generic = declaration.matches("public\\s*(?:static)?\\s*<_B\\s*>.*");
        Doc doc = inBuilder ? builderDoc(type, name, parameters) : null;
        if (!inBuilder) {
            if (name.matches("get[A-Z].*") && parameters.isEmpty()) {
                doc = getterDoc(type, lowerFirst(name.substring(3)));
            } else if (name.equals("builder")) {
                doc = new Doc("Starts a new object.").returns("a builder without content");
            } else if (name.equals("newCopyBuilder") && parameters.isEmpty()) {
                doc = new Doc("Starts a changed copy of this object.")
                        .returns("a builder with all that is in this object");
            } else if (name.equals("newCopyBuilder")) {
                doc = new Doc("Starts a copy of this object inside another; for the builders themselves.")
                        .parameter(lastWord(parameters), "the builder to which {@code end()} goes back")
                        .returns("a builder with all that is in this object");
            }
        } else if (doc == null && name.equals("Builder")) {
            doc = new Doc("For the model itself: {@link " + simple + "#builder()} and {@link " + simple
                    + "#newCopyBuilder()} are the ways to a builder.");
            Map<String, String> means = Map.of(
                    "_parentBuilder", "the builder to which {@link #end()} goes back",
                    "_other", "an object to begin with, or null",
                    "_copy", "whether its content may be changed");
            for (String parameter : parameters.split(",(?![^<]*>)")) {
                doc.parameter(lastWord(parameter), means.getOrDefault(lastWord(parameter), "for the model itself"));
            }
        } else if (doc == null && name.equals("end")) {
            doc = new Doc("Ends this part and goes back to the builder of the one around it.")
                    .returns("that builder; null when this one was not started by another");
        } else if (doc == null && name.equals("build")) {
            doc = new Doc("Makes the object. In the middle of a chain, that is this part alone, unchecked: go back with"
                            + " {@code end()}.")
                    .returns("the object");
        } else if (doc == null && name.equals("buildPartial")) {
            doc = new Doc("Makes the object as it is so far, also when something mandatory is missing.")
                    .returns("the object");
        }
        return doc != null && generic
                ? doc.parameter("<_B>", "the type of the builder to which {@code end()} goes back")
                : doc;
    }

    private Doc classDoc(ModelType type) {
        if (type.isFactory()) {
            return new Doc(
                    "JAXB's way to the classes of this package, and no part of what users need: an object is made by the"
                            + " {@code builder()} of its class.");
        }
        ClassLine line = table.classes.get(type.name);
        if (type.isPackage()) {
            Doc doc = new Doc(line.words.replaceAll("<p>.*", "").strip());
            Stream.of(line.words.split(" ?<p>")).skip(1).forEach(doc::paragraph);
            return doc.paragraph("Source: " + line.clause + ".");
        }
        return new Doc(line.words)
                .paragraph(type.xmlName + "; " + line.clause + ". Immutable; made by {@link #builder()}.");
    }

    private static Doc builderClassDoc(ModelType type) {
        return new Doc("Makes an object of {@link " + type.simpleName() + "}, part by part; for one thread at a time.")
                .parameter(
                        "<_B>",
                        "the type of the builder to which {@link #end()} goes back, {@link Void} if there is none");
    }

    private static Doc factoryDoc(String name, String parameters) {
        String what = name.replaceFirst("create", "");
        if (name.equals("ObjectFactory")) {
            return new Doc("Made by JAXB.");
        }
        return parameters.isEmpty()
                ? new Doc("Makes an empty object, for JAXB.").returns("the {@link " + what + "}")
                : new Doc("Wraps a value as the element that this method is named after, for JAXB.")
                        .parameter(lastWord(parameters), "the value")
                        .returns("the element");
    }

    private Doc getterDoc(ModelType type, String name) {
        Part part = part(type, name);
        if (part == null) {
            return null;
        }
        return new Doc(part.words).paragraph(part.facts()).returns(part.line.atReading());
    }

    private Doc builderDoc(ModelType type, String name, String parameters) {
        if (!name.matches("(?:add|with)[A-Z].*")) {
            return null;
        }
        boolean adds = name.startsWith("add");
        Part part = part(type, lowerFirst(name.substring(adds ? 3 : 4)));
        if (part == null) {
            problems.add("nothing in the table for " + type.name + ".Builder." + name);
            return null;
        }
        boolean list = part.field.list;
        String first;
        if (parameters.isEmpty()) {
            first = list
                    ? "Starts another " + part.xml + ", behind those that are there."
                    : "Starts " + part.xml
                            + ", or goes on with the one that is there.";
        } else if (adds) {
            first = "Adds " + part.xml + ", behind what is there.";
        } else {
            first = "Sets " + part.xml + ", in place of " + (list ? "all that are there." : "one set before.");
        }
        Doc doc = new Doc(first).paragraph(part.words).paragraph(part.facts());
        if (parameters.isEmpty()) {
            return doc.returns("the builder of that part, whose {@code end()} comes back to this one");
        }
        String means = !list
                ? "the value; null takes it away"
                : !parameters.contains("Iterable<")
                        ? "what to " + (adds ? "add" : "set") + ", in order"
                        : "what to "
                                + (adds ? "add, in order; null adds nothing" : "set, in order; null takes all away");
        return doc.parameter(lastWord(parameters), means).returns("this builder");
    }

    /** What stands behind a name of a getter or builder method: a property, of a superclass too, or an element of a choice. */
    private Part part(ModelType type, String name) {
        for (ModelType t = type; t != null; t = types.get(t.parent)) {
            ClassLine line = table.classes.get(t.name);
            PropertyLine property = line.properties.get(name);
            if (property != null) {
                ModelField field = t.fields.get(name);
                return new Part(
                        t.simpleName(), field, property, field.xml, property.words, clause(property.clause, line));
            }
            for (PropertyLine choice : line.properties.values()) {
                PropertyLine element = choice.choices.get(name);
                if (element != null) {
                    ModelField field = t.fields.get(choice.name);
                    String xml = field.choiceNames.get(name);
                    return new Part(
                            t.simpleName(),
                            field,
                            choice,
                            "{@code " + xml + "}",
                            element.words,
                            clause(element.clause, line));
                }
            }
        }
        return null;
    }

    private static String clause(String clause, ClassLine line) {
        return clause.equals("^")
                ? line.clause
                : clause.startsWith("§") ? line.clause.replaceAll("§.*", "") + clause : clause;
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String lastWord(String parameter) {
        return parameter.replaceAll(".*\\W(?=\\w+$)", "");
    }

    /** A property, or an element of a choice, with all there is to say about it. */
    private record Part(String owner, ModelField field, PropertyLine line, String xml, String words, String clause) {
        String facts() {
            if (!xml.equals(field.xml)) {
                String getter = "#get" + line.name.substring(0, 1).toUpperCase(Locale.ROOT) + line.name.substring(1);
                return "Element " + xml + ", one of {@link " + owner + getter + "()}; " + clause + ".";
            }
            return field.kind + line.oftenWords() + line.absenceWords() + "; " + clause + "."
                    + (field.keepsSpace ? " White space is kept as it is." : "");
        }
    }

    // ---- the model ----

    private record ModelType(String name, String parent, String xmlName, Map<String, ModelField> fields) {
        private static final Pattern FIELD = Pattern.compile(
                "((?:^    @.*\\n(?:^ {8,}.*\\n|^    \\}\\)\\n)*)+)^    (?!private |return )(\\S[^(]*) (\\w+);$",
                Pattern.MULTILINE);

        static ModelType of(String name, String source) {
            Map<String, ModelField> fields = new LinkedHashMap<>();
            for (MatchResult field : FIELD.matcher(source).results().toList()) {
                if (field.group(1).contains("@Xml")) {
                    fields.put(field.group(3).replaceFirst("^_", ""), ModelField.of(field.group(1), field.group(2)));
                }
            }
            String root = first(source, "^@XmlRootElement\\(name = \"([^\"]+)\"");
            String type = first(source, "^@XmlType\\(name = \"([^\"]+)\"");
            String parent = first(source, "^(?:public class \\w+)\\s+extends (\\w+)");
            String imported = first(source, "^import org\\.xmppgrid\\.iodef\\.model\\.((?:\\w+\\.)?" + parent + ");");
            return new ModelType(
                    name,
                    imported.isEmpty() ? name.replaceAll("\\w+$", parent) : imported,
                    root.isEmpty() ? "Type {@code " + type + "} of the schema" : "Element {@code " + root + "}",
                    fields);
        }

        private static String first(String source, String pattern) {
            Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(source);
            return matcher.find() ? matcher.group(1) : "";
        }

        String simpleName() {
            return name.replaceAll(".*\\.", "");
        }

        boolean isPackage() {
            return name.endsWith("package-info");
        }

        boolean isFactory() {
            return simpleName().equals("ObjectFactory");
        }
    }

    /**
     * A property as its annotations have it.
     *
     * @param kind what it is in XML, in words, with its name
     * @param xml its name in XML, in words
     * @param choiceNames the names of the elements of a choice, by the names that the builder has for them
     */
    private record ModelField(
            String kind,
            String xml,
            boolean list,
            boolean required,
            boolean open,
            boolean keepsSpace,
            Map<String, String> choiceNames,
            java.util.Set<String> choices) {
        private static final Map<String, String> PREFIXES = Map.of(
                "http://www.w3.org/XML/1998/namespace", "xml:",
                "http://www.w3.org/2001/XMLSchema-instance", "xsi:",
                "http://www.w3.org/2000/09/xmldsig#", "ds:",
                "urn:ietf:params:xml:ns:iodef-sci-1.0", "sci:",
                "urn:ietf:params:xml:ns:iodef-enum-1.0", "enum:");

        static ModelField of(String annotations, String type) {
            boolean list = type.startsWith("List<");
            Map<String, String> names = new LinkedHashMap<>();
            for (MatchResult element : Pattern.compile(
                            "@Xml(?:Element|Attribute)\\(name = \"([^\"]+)\"(?:, namespace = \"([^\"]+)\")?")
                    .matcher(annotations)
                    .results()
                    .toList()) {
                names.put(
                        element.group(1),
                        PREFIXES.getOrDefault(element.group(2) == null ? "" : element.group(2), "") + element.group(1));
            }
            String xml =
                    names.values().stream().map(name -> "{@code " + name + "}").collect(Collectors.joining(", "));
            boolean choice = annotations.contains("@XmlElements");
            boolean text = annotations.contains("@XmlValue");
            boolean attribute = annotations.contains("@XmlAttribute");
            String kind = attribute ? "Attribute " + xml : choice ? "Elements " + xml : "Element " + xml;
            if (text) {
                kind = xml = "the text";
                kind = "Text of the element";
            } else if (annotations.contains("@XmlMixed")) {
                xml = "text and foreign elements";
                kind = "Text and foreign elements";
            } else if (annotations.contains("@XmlAnyElement")) {
                xml = "foreign elements";
                kind = "Foreign elements";
            } else if (choice) {
                xml = "parts";
            }
            Map<String, String> choices = new LinkedHashMap<>();
            if (choice) {
                names.forEach((name, full) -> choices.put(lowerFirst(name.replaceFirst("ID$", "Id")), full));
            }
            return new ModelField(
                    kind,
                    xml,
                    list,
                    text || annotations.contains("required = true"),
                    choice || names.isEmpty() && !text,
                    !attribute && type.contains("String") && !annotations.contains("Collapsed"),
                    choices,
                    choices.keySet());
        }

        boolean allows(String often) {
            return open
                    ? often.endsWith("n")
                    : often.equals(list ? required ? "1..n" : "0..n" : required ? "1" : "0..1");
        }
    }

    // ---- the table ----

    private record ClassLine(String clause, String words, Map<String, PropertyLine> properties) {}

    /** A line of a property; of an element of a choice, with neither number nor default. */
    private record PropertyLine(
            String name,
            String often,
            String byText,
            String bySchema,
            String absence,
            String clause,
            String words,
            Map<String, PropertyLine> choices) {

        static PropertyLine of(String[] cells, Function<String, String> phrases) {
            String[] often = cells[1].split(", ");
            String byText = "";
            String bySchema = "";
            for (String other : Arrays.asList(often).subList(1, often.length)) {
                byText = other.startsWith("text ") ? other.substring(5) : byText;
                bySchema = other.startsWith("schema ") ? other.substring(7) : bySchema;
            }
            return new PropertyLine(
                    cells[0],
                    often[0],
                    byText,
                    bySchema,
                    cells[2],
                    cells[3],
                    phrases.apply(cells[4]),
                    new LinkedHashMap<>());
        }

        String oftenWords() {
            String words = ", " + (often.equals("1") ? "exactly 1" : often);
            words += byText.isEmpty() ? "" : " (by the text of the RFC " + (byText.equals("0") ? "none" : byText) + ")";
            return words
                    + (bySchema.isEmpty()
                            ? ""
                            : " (by the RFC's schema " + (bySchema.equals("0") ? "none" : bySchema) + ")");
        }

        private String value() {
            return "{@code " + absence.replaceAll(", .*", "") + "}";
        }

        String absenceWords() {
            return absence.equals("-")
                    ? ""
                    : ", default " + value()
                            + (absence.endsWith(", text")
                                    ? " (by the text of the RFC, not its schema)"
                                    : absence.endsWith(", schema") ? " (by the RFC's schema, not its text)" : "");
        }

        String atReading() {
            if (often.endsWith("n")) {
                return "an unmodifiable list, never null; "
                        + (often.startsWith("0")
                                ? "empty if there are none"
                                : "at least one, unless the document is incomplete");
            }
            if (absence.endsWith(", always")) {
                return "the value, never null: " + value() + " if it is absent";
            }
            return often.startsWith("0")
                    ? "the value, or null if it is absent" + (absence.equals("-") ? "" : ", which means " + value())
                    : "the value; null only in a document that is incomplete";
        }
    }

    private record Table(Map<String, ClassLine> classes) {
        static Table of(Path file) throws IOException {
            Map<String, String> phrases = new LinkedHashMap<>();
            Map<String, ClassLine> classes = new LinkedHashMap<>();
            ClassLine inClass = null;
            PropertyLine last = null;
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                String[] cells = text.split(" \\| ");
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                Function<String, String> words = cell -> resolved(cell, phrases);
                boolean inner = line.startsWith(" ");
                int expected = text.startsWith("@") ? 1 : inner && !text.startsWith("+") ? 5 : 3;
                if (!text.startsWith("@") && cells.length != expected || inner && inClass == null) {
                    throw new IllegalStateException("A line of " + file.getFileName() + " lacks a part: " + text);
                }
                if (text.startsWith("@")) {
                    String[] phrase = text.split(" = ", 2);
                    phrases.put(phrase[0], phrase[1]);
                } else if (!inner) {
                    inClass = new ClassLine(cells[1], words.apply(cells[2]), new LinkedHashMap<>());
                    once(classes.put(cells[0], inClass), text);
                } else if (text.startsWith("+")) {
                    String name = cells[0].substring(1).strip();
                    PropertyLine element = PropertyLine.of(new String[] {name, "0..n", "-", cells[1], cells[2]}, words);
                    once(last.choices.put(name, element), text);
                } else {
                    last = PropertyLine.of(cells, words);
                    once(inClass.properties.put(last.name, last), text);
                }
            }
            return new Table(classes);
        }

        private static void once(Object before, String text) {
            if (before != null) {
                throw new IllegalStateException("Twice in the table: " + text);
            }
        }

        private static String resolved(String words, Map<String, String> phrases) {
            return Pattern.compile("(?<!\\{)(@[\\w-]+)(?:\\(([^)]*)\\))?")
                    .matcher(words)
                    .replaceAll(match -> {
                        String phrase = phrases.get(match.group(1));
                        if (phrase == null) {
                            throw new IllegalStateException("No phrase " + match.group(1));
                        }
                        return Matcher.quoteReplacement(
                                phrase.replace("$1", match.group(2) == null ? "" : match.group(2)));
                    });
        }
    }

    /** A comment: paragraphs, then tags. */
    private static final class Doc {
        private final List<String> paragraphs = new ArrayList<>();
        private final List<String> parameters = new ArrayList<>();
        private String result = "";

        Doc(String first) {
            paragraphs.add(first);
        }

        Doc paragraph(String text) {
            paragraphs.add("<p>" + text);
            return this;
        }

        Doc parameter(String name, String means) {
            parameters.add(name.startsWith("<") ? 0 : parameters.size(), "@param " + name + " " + means);
            return this;
        }

        Doc returns(String what) {
            result = "@return " + what;
            return this;
        }

        List<String> lines(String indent) {
            List<String> lines = new ArrayList<>(List.of(indent + "/**"));
            for (String paragraph : paragraphs) {
                if (lines.size() > 1) {
                    lines.add(indent + " *");
                }
                wrap(paragraph, indent, lines);
            }
            List<String> tags = new ArrayList<>(parameters);
            if (!result.isEmpty()) {
                tags.add(result);
            }
            if (!tags.isEmpty()) {
                lines.add(indent + " *");
            }
            tags.forEach(tag -> wrap(tag, indent, lines));
            lines.add(indent + " */");
            return lines;
        }

        private static void wrap(String text, String indent, List<String> lines) {
            StringBuilder line = new StringBuilder(indent + " *");
            for (String word : text.split(" (?![^{}]*\\})")) {
                if (line.length() + word.length() >= WIDTH) {
                    lines.add(line.toString());
                    line = new StringBuilder(indent + " *");
                }
                line.append(' ').append(word);
            }
            lines.add(line.toString());
        }
    }
}
