package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.SoftwareReference;
import org.xmppgrid.iodef.model.sci.BasicStructure;
import org.xmppgrid.iodef.value.DataType;
import org.xmppgrid.iodef.value.ForeignElement;
import org.xmppgrid.iodef.value.SoftwareSpecName;

/** What is not IODEF's own: values outside the registries, other vocabularies, identifiers of software. */
final class ExtensionRules {
    private static final Rule MISSING = Rule.error("ext-value-missing", "RFC 7970 §5.1.1");
    private static final Rule UNUSED = Rule.error("ext-value-unused", "RFC 7970 §5.1.1");
    private static final Rule SPEC_ID = Rule.error("spec-id-missing", "RFC 7203 §4.4");
    private static final Rule EMPTY = Rule.error("extension-empty", "RFC 7970 §5.2");
    private static final Rule TYPE = Rule.error("extension-type", "RFC 7970 §5.2");
    private static final Rule NAMESPACE = Rule.error("extension-namespace", "RFC 7970 §5.2");
    private static final Rule DTYPE = Rule.error("software-dtype-missing", "RFC 7970 §2.15.1");
    private static final Rule CPE = Rule.warning("cpe-syntax", "RFC 7970 §2.15.1");

    private static final String EXT_VALUE = "ext-value";
    private static final Pattern CPE_NAME = Pattern.compile("cpe:(2\\.3:|/)\\S+");

    private static final Map<Class<?>, List<Pair>> PAIRS = new ConcurrentHashMap<>();

    /** An attribute and the one that extends it. */
    private record Pair(ModelProperty base, ModelProperty extension) {}

    private ExtensionRules() {}

    static void addTo(RuleBook book) {
        book.onAny(MISSING, ExtensionRules::saysItsOwnValue);
        book.onAny(UNUSED, ExtensionRules::saysNoOtherValue);
        book.on(SPEC_ID, BasicStructure.class, (structure, place) -> {
            if ("private".equals(Texts.stripped(structure.getSpecId())) && Texts.isBlank(structure.getExtSpecId())) {
                place.reportAttribute("ext-SpecID", "A private specification needs its name; set @ext-SpecID.");
            }
        });
        book.on(EMPTY, Extension.class, (extension, place) -> {
            if (extension.getContent().isEmpty() && !DataType.STRING.equals(extension.getDtype())) {
                place.report("An extension must hold its value in the element, and this one is empty; add it.");
            }
        });
        book.on(TYPE, Extension.class, ExtensionRules::isOfItsType);
        book.on(NAMESPACE, Extension.class, ExtensionRules::isOfAnotherNamespace);
        book.on(DTYPE, SoftwareReference.class, (reference, place) -> {
            if (SoftwareSpecName.CUSTOM.equals(reference.getSpecName()) && reference.getDtype() == null) {
                place.reportAttribute(
                        "dtype", "A custom SoftwareReference must say the type of its content; set @dtype.");
            }
        });
        book.on(CPE, SoftwareReference.class, (reference, place) -> {
            if (SoftwareSpecName.CPE.equals(reference.getSpecName())
                    && !CPE_NAME.matcher(text(reference.getContent())).matches()) {
                place.report(
                        "The content must be a CPE name, which starts with cpe:2.3: or cpe:/; correct it, or change"
                                + " @spec-name.");
            }
        });
    }

    private static void saysItsOwnValue(Object part, Place place) {
        for (Pair pair : pairs(part)) {
            if (isExtended(pair, part) && Texts.isBlank((String) pair.extension.get(part))) {
                place.reportAttribute(
                        pair.base.name(),
                        "ext-value means that @" + pair.extension.name() + " has the value; set it, or use a token.");
            }
        }
    }

    private static void saysNoOtherValue(Object part, Place place) {
        for (Pair pair : pairs(part)) {
            if (!isExtended(pair, part) && pair.extension.get(part) != null) {
                place.reportAttribute(
                        pair.extension.name(),
                        '@' + pair.extension.name() + " must not be set unless @" + pair.base.name()
                                + " is ext-value; remove it, or set @" + pair.base.name() + " to ext-value.");
            }
        }
    }

    private static boolean isExtended(Pair pair, Object part) {
        return EXT_VALUE.equals(String.valueOf(pair.base.get(part)));
    }

    private static List<Pair> pairs(Object part) {
        return PAIRS.computeIfAbsent(part.getClass(), type -> {
            List<ModelProperty> attributes = ModelClass.of(type).attributes();
            List<Pair> pairs = new ArrayList<>();
            for (ModelProperty base : attributes) {
                attributes.stream()
                        .filter(other -> other.name().equals("ext-" + base.name()) && !(part instanceof BasicStructure))
                        .forEach(other -> pairs.add(new Pair(base, other)));
            }
            return List.copyOf(pairs);
        });
    }

    private static void isOfItsType(Extension extension, Place place) {
        DataType type = extension.getDtype();
        List<Object> content = extension.getContent();
        if (type == null || content.isEmpty() || type.equals(DataType.EXT_VALUE)) {
            return;
        }
        boolean xml = content.stream().anyMatch(ForeignElement.class::isInstance);
        if (type.equals(DataType.XML)) {
            if (!xml) {
                place.report(
                        "By @dtype the content is XML, and there is no element in it; change @dtype or the content.");
            }
        } else if (xml) {
            place.report("By @dtype the content is a value, and there are elements in it; set @dtype to xml.");
        } else if (!DataSyntax.matches(type.token(), text(content))) {
            place.report("By @dtype the content must be " + DataSyntax.form(type.token())
                    + "; change @dtype or the content.");
        }
    }

    private static void isOfAnotherNamespace(Extension extension, Place place) {
        for (Object node : extension.getContent()) {
            if (node instanceof ForeignElement element
                    && (element.namespace().isEmpty() || element.namespace().equals(SchemaResources.IODEF))) {
                place.report("XML in an extension must be of a namespace of its own; declare one.");
                return;
            }
        }
    }

    private static String text(List<Object> content) {
        StringBuilder text = new StringBuilder();
        for (Object node : content) {
            if (node instanceof String piece) {
                text.append(piece);
            }
        }
        return text.toString().strip();
    }
}
