package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A configuration file with places to fill in, written {@code ${place}}. */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z_]+)}");

    private final String name;
    private final String text;

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * Reads a template.
     *
     * @param name the name of a resource beside this class
     * @return the template
     * @throws IOException if it can't be read
     */
    public static Template read(String name) throws IOException {
        return new Template(name, resource(name));
    }

    /**
     * Copies a resource as it is.
     *
     * @param name the name of a resource beside this class
     * @param folder where to write it, under the same name
     * @throws IOException if it can't be read or written
     */
    public static void copy(String name, Path folder) throws IOException {
        Files.writeString(folder.resolve(name), resource(name));
    }

    /**
     * Fills in the places.
     *
     * @param values a value for each place
     * @return the file's text
     * @throws IllegalStateException if a place has no value
     */
    public String fill(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException(name + ": no value for the place " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /**
     * A text between double quotes, as Lua and YAML both read it.
     *
     * @param text any text without control characters
     * @return the quoted text
     */
    public static String quote(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String resource(String name) throws IOException {
        try (@Nullable InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the testkit's resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
