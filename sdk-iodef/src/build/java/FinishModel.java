import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What no binding can say to XJC, as edits of its output; run by the build after XJC, with the folder of the model. Every
 * edit must match at least once, so that an upgrade of XJC that moves what it edits fails the build. A file that is
 * finished already is left alone, so that an unchanged model is not compiled again. Comments go first: DocumentModel
 * writes better ones.
 */
final class FinishModel {
    private static final String MARK = "// Finished by src/build/java/FinishModel.java.\n";

    private final List<Edit> edits = List.of(
            everywhere("(?s)[ \\t]*/\\*\\*.*?\\*/\\n", ""),

            // Warnings that the builders cause are silenced in place: generated and hand-written code need each other and are
            // compiled together, with full lint.
            everywhere("^public class ", "@SuppressWarnings({\"cast\", \"rawtypes\", \"unchecked\"})\npublic class "),

            // Foreign XML is our immutable value instead of DOM.
            everywhere(
                    "@XmlAnyElement(\\(lax = true\\))?(?=\\s)",
                    "@XmlAnyElement(org.xmppgrid.iodef.internal.binding.ForeignElementHandler.class)"),
            in("SignatureData", "import org\\.w3c\\.dom\\.Element;", "import org.xmppgrid.iodef.value.ForeignElement;"),
            in("SignatureData", "\\bElement\\b(?!;)", "ForeignElement"),

            // No schema may declare an attribute in this namespace.
            in(
                    "IodefDocument",
                    "@XmlAttribute\\(name = \"schemaLocation\"\\)",
                    "@XmlAttribute(name = \"schemaLocation\", namespace = \"http://www.w3.org/2001/XMLSchema-instance\")"),

            // Lists are wrapped where they are given, not kept twice: the cache was written without a lock by readers.
            everywhere("^    protected transient List<.*> \\w+_RO = null;\\n", ""),
            everywhere("^ *_product\\.\\w+_RO = .*;\\n", ""),
            everywhere(
                    "(?s)    public (List<[^\\n]+>) get(\\w+)\\(\\) \\{\\n        if \\(this\\.(\\w+) == null\\).*?\\n    }\\n",
                    "    public $1 get$2() {\n        return this.$3 == null ? List.of() : Collections.unmodifiableList(this.$3);\n    }\n"),

            // Immutable: made by builders, filled by JAXB through the fields, out of reach for subclasses.
            everywhere("^    protected ([^(\\n]+;)$", "    $1"),
            everywhere("(?s)^    protected void set\\w+\\(.*?\\n    }\\n\\n?", ""),
            everywhere("^(public class (?!ObjectFactory)(\\w+)\\s[^{]*\\{\\n)", "$1\n    /** For JAXB and the builder. */\n    protected $2() {}\n"),

            // One way to copy is enough: newCopyBuilder().
            everywhere("(?s)^    (@Override\\n    )?public ?<_B ?>void copyTo\\(.*?\\n    }\\n\\n?", ""),
            everywhere("(?s)^    public static ?<_B ?>\\S+ copyOf\\(.*?\\n    }\\n\\n?", ""),
            everywhere("(?s)^        (@Override\\n        )?public \\S+ copyOf\\(.*?\\n        }\\n\\n?", ""),

            // All builders have our superclass, which counts how deep they are nested and checks what the outermost makes.
            everywhere("import com\\.kscs\\.util\\.jaxb\\.Buildable;", "import org.xmppgrid.iodef.model.PartBuilder;"),
            everywhere("class Builder<_B >implements Buildable", "class Builder<_B> extends PartBuilder"),
            everywhere("(class Builder<_B >\\s+extends \\S+)\\s+implements Buildable", "$1"),
            everywhere(
                    "^            this\\._parentBuilder = _parentBuilder;",
                    "            super(_parentBuilder);\n            this._parentBuilder = _parentBuilder;"),
            everywhere("new Buildable\\.PrimitiveBuildable\\((\\w+)\\)", "PartBuilder.value($1)"),
            everywhere("\\bBuildable\\b", "PartBuilder"),
            everywhere("return this\\.init\\(new (\\w+)\\(\\)\\);", "return checked(this.init(new $1()));"),
            everywhere(
                    "^(        @Override\n        public (\\w+) build\\(\\) \\{)",
                    """
                            @Override
                            public $2 buildPartial() {
                                return _storedValue == null ? partial(this.init(new $2())) : (($2) _storedValue);
                            }

                    $1"""),
            everywhere(
                    "new (\\w+)\\.Builder<>\\(this, _item, false\\)",
                    "new $1.Builder<>(this, java.util.Objects.requireNonNull(_item, \"an item of the list\"), false)"),

            // A part that was set ready made can be gone on with: withNode(node).withNode().addLocation()...
            everywhere(
                    "(= \\(\\(\\w+ == null\\)\\?null:new \\S+<>\\(this, \\w+, )false(\\)\\);)", "$1true$2"),

            // The copies of the builders' plugin leave out a list that may hold anything.
            in(
                    "X509Data",
                    "^                } else \\{\\n                    _storedValue = _other;",
                    """
                                        if (_other.any != null) {
                                            addAny(_other.any);
                                        }
                                    } else {
                                        _storedValue = _other;"""
                            .indent(16)
                            .stripTrailing()),

            // What was odd when the document was read belongs to the reading: a copy or an equal document need not have it.
            in(
                    "IodefDocument",
                    "^    @Override\\n    public boolean equals",
                    """
                        private transient List<org.xmppgrid.iodef.value.Finding> findings = List.of();

                        /**
                         * What was odd about the document when it was read: what the model had no place for, what stood out of
                         * order, what could not be mapped from version 1. It is no part of the document: {@code equals} does not
                         * see it, copies do not have it.
                         *
                         * @return the findings in document order; empty for a document that was built, or read without any
                         */
                        public List<org.xmppgrid.iodef.value.Finding> findings() {
                            return findings;
                        }

                        @Override
                        public boolean equals"""
                            .indent(4)
                            .stripTrailing()),

            // A log should tell parts apart and say nothing of what they hold.
            everywhere(
                    "^    @Override\\n    public boolean equals",
                    """
                        /**
                         * The class, its known tokens, and how many children it has: nothing confidential.
                         *
                         * @return one line
                         */
                        @Override
                        public String toString() {
                            return org.xmppgrid.iodef.internal.build.BuiltPart.describe(this);
                        }

                        @Override
                        public boolean equals"""
                            .indent(4)
                            .stripTrailing()));

    public static void main(String[] args) throws IOException {
        new FinishModel().finish(Path.of(args[0]));
    }

    private void finish(Path folder) throws IOException {
        int finished = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                String source = Files.readString(file).replace("\r\n", "\n");
                if (!source.contains(MARK)) {
                    Files.writeString(file, MARK + finished(file, source));
                    finished++;
                }
            }
        }
        if (finished > 0) {
            for (Edit edit : edits) {
                if (edit.matches == 0) {
                    throw new IllegalStateException(
                            "Nothing matches " + edit.pattern + " in " + edit.file + " of " + folder + ": has XJC changed?");
                }
            }
        }
    }

    private String finished(Path file, String source) {
        String name = file.getFileName().toString().replace(".java", "");
        String result = source;
        for (Edit edit : edits) {
            if (edit.file.isEmpty() || edit.file.equals(name)) {
                result = edit.apply(result);
            }
        }
        return result;
    }

    private static Edit everywhere(String pattern, String replacement) {
        return new Edit("", pattern, replacement);
    }

    private static Edit in(String file, String pattern, String replacement) {
        return new Edit(file, pattern, replacement);
    }

    private static final class Edit {
        private final String file;
        private final Pattern pattern;
        private final String replacement;
        private long matches;

        Edit(String file, String pattern, String replacement) {
            this.file = file;
            this.pattern = Pattern.compile(pattern, Pattern.MULTILINE);
            this.replacement = replacement;
        }

        String apply(String source) {
            Matcher matcher = pattern.matcher(source);
            matches += matcher.results().count();
            return matcher.replaceAll(replacement);
        }
    }
}
