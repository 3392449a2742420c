package org.xmppgrid.iodef.strict;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The strict schemas as data: which elements, attributes and texts may stand where, and how often. */
final class Grammar {
    private static final String XS = XMLConstants.W3C_XML_SCHEMA_NS_URI;
    private static final Set<String> PARTICLES = Set.of("sequence", "choice", "element", "any");

    /** Without a bound. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final Grammar PUBLISHED = new Grammar();

    private final Map<QName, Element> elements = new LinkedHashMap<>();
    private final Map<QName, Element> types = new HashMap<>();
    private final Map<Element, Type> known = new HashMap<>();

    /** What may stand in a content model. */
    sealed interface Particle {
        int min();

        int max();
    }

    /** A sequence, or a choice of one of its particles. */
    record Group(boolean choice, List<Particle> particles, int min, int max) implements Particle {}

    /** An element; the declaration is looked up when it is needed, as some hold themselves. */
    record Child(QName name, Element declaration, int min, int max) implements Particle {}

    /**
     * Elements of other schemas.
     *
     * @param strict whether they must be declared somewhere
     * @param other whether they must have a namespace, and another one
     */
    record Any(boolean strict, boolean other, int min, int max) implements Particle {}

    /**
     * A text.
     *
     * @param base the built-in type that it comes from
     * @param tokens the values that are listed; empty for any value of the base
     * @param name the name of the type, empty without
     */
    record Text(String base, List<String> tokens, String name) {}

    record Attribute(
            QName name,
            Text text,
            boolean required,
            @Nullable String fixed) {}

    /**
     * What an element holds: text, or the particles in order.
     *
     * @param text null unless it holds only text
     */
    record Type(
            List<Attribute> attributes,
            List<Particle> particles,
            boolean mixed,
            @Nullable Text text) {}

    private Grammar() {
        for (String namespace : StrictSchemas.FILES.keySet()) {
            try (InputStream in = StrictSchemas.open(namespace)) {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
                factory.setNamespaceAware(true);
                Element schema = factory.newDocumentBuilder().parse(in).getDocumentElement();
                for (Element top : children(schema)) {
                    QName name = new QName(namespace, top.getAttribute("name"));
                    switch (top.getLocalName()) {
                        case "element" -> elements.put(name, top);
                        case "complexType", "simpleType" -> types.put(name, top);
                        default -> {
                            // imports, and the attributes of xml.xsd, which are known
                        }
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Grammar published() {
        return PUBLISHED;
    }

    /** The names of the elements that a schema declares for use anywhere. */
    List<QName> globals(String namespace) {
        return elements.keySet().stream()
                .filter(name -> name.getNamespaceURI().equals(namespace))
                .toList();
    }

    Child element(QName name) {
        return new Child(name, Objects.requireNonNull(elements.get(name), name.toString()), 1, 1);
    }

    Type type(Child child) {
        Type type = known.get(child.declaration);
        if (type == null) {
            type = typeOf(child.declaration);
            known.put(child.declaration, type);
        }
        return type;
    }

    private Type typeOf(Element declaration) {
        if (declaration.hasAttribute("type")) {
            QName name = qname(declaration, declaration.getAttribute("type"));
            Element type = types.get(name);
            return type != null && type.getLocalName().equals("complexType")
                    ? complex(type)
                    : new Type(List.of(), List.of(), false, text(name));
        }
        for (Element child : children(declaration)) {
            if (child.getLocalName().equals("complexType")) {
                return complex(child);
            }
        }
        // xs:anyType; text is what RFC 7970 says of the one that there is
        return new Type(List.of(), List.of(), false, new Text("string", List.of(), ""));
    }

    private Type complex(Element type) {
        boolean mixed = type.getAttribute("mixed").equals("true");
        for (Element child : children(type)) {
            if (child.getLocalName().endsWith("Content")) {
                return derived(children(child).get(0), child.getLocalName().equals("simpleContent"));
            }
        }
        return new Type(attributes(type), particles(type), mixed, null);
    }

    private Type derived(Element derivation, boolean simple) {
        QName name = qname(derivation, derivation.getAttribute("base"));
        boolean extension = derivation.getLocalName().equals("extension");
        Element base = types.get(name);
        Type inherited = base != null && base.getLocalName().equals("complexType")
                ? complex(base)
                : new Type(List.of(), List.of(), false, text(name));
        Map<QName, Attribute> attributes = new LinkedHashMap<>();
        inherited.attributes.forEach(attribute -> attributes.put(attribute.name, attribute));
        for (Element child : children(derivation)) {
            if (child.getAttribute("use").equals("prohibited")) {
                attributes.remove(new QName(child.getAttribute("name")));
            }
        }
        attributes(derivation).forEach(attribute -> attributes.put(attribute.name, attribute));
        List<Particle> particles = new ArrayList<>(extension ? inherited.particles : List.of());
        particles.addAll(particles(derivation));
        return new Type(
                List.copyOf(attributes.values()),
                particles,
                extension && inherited.mixed,
                simple ? inherited.text : null);
    }

    private List<Attribute> attributes(Element type) {
        List<Attribute> attributes = new ArrayList<>();
        for (Element child : children(type)) {
            if (!child.getLocalName().equals("attribute")
                    || child.getAttribute("use").equals("prohibited")) {
                continue;
            }
            if (child.hasAttribute("ref")) {
                QName name = qname(child, child.getAttribute("ref"));
                attributes.add(new Attribute(name, new Text("language", List.of(), ""), false, null));
                continue;
            }
            Text text = child.hasAttribute("type")
                    ? text(qname(child, child.getAttribute("type")))
                    : restricted(children(child).get(0), "");
            attributes.add(new Attribute(
                    new QName(child.getAttribute("name")),
                    text,
                    child.getAttribute("use").equals("required"),
                    child.hasAttribute("fixed") ? child.getAttribute("fixed") : null));
        }
        return attributes;
    }

    private List<Particle> particles(Element parent) {
        List<Particle> particles = new ArrayList<>();
        for (Element child : children(parent)) {
            if (PARTICLES.contains(child.getLocalName())) {
                particles.add(particle(child));
            }
        }
        return particles;
    }

    private Particle particle(Element element) {
        int min = element.hasAttribute("minOccurs") ? Integer.parseInt(element.getAttribute("minOccurs")) : 1;
        String most = element.getAttribute("maxOccurs");
        int max = most.isEmpty() ? 1 : most.equals("unbounded") ? UNBOUNDED : Integer.parseInt(most);
        if (element.getLocalName().equals("any")) {
            String check = element.getAttribute("processContents");
            return new Any(
                    check.isEmpty() || check.equals("strict"),
                    element.getAttribute("namespace").equals("##other"),
                    min,
                    max);
        }
        if (!element.getLocalName().equals("element")) {
            return new Group(element.getLocalName().equals("choice"), particles(element), min, max);
        }
        if (element.hasAttribute("ref")) {
            Child global = element(qname(element, element.getAttribute("ref")));
            return new Child(global.name, global.declaration, min, max);
        }
        String namespace = element.getOwnerDocument().getDocumentElement().getAttribute("targetNamespace");
        return new Child(new QName(namespace, element.getAttribute("name")), element, min, max);
    }

    private Text text(QName name) {
        return name.getNamespaceURI().equals(XS)
                ? new Text(name.getLocalPart(), List.of(), "")
                : restricted(Objects.requireNonNull(types.get(name), name.toString()), name.getLocalPart());
    }

    private Text restricted(Element simpleType, String name) {
        Element restriction = children(simpleType).get(0);
        Text base = text(qname(restriction, restriction.getAttribute("base")));
        List<String> tokens = children(restriction).stream()
                .filter(child -> child.getLocalName().equals("enumeration"))
                .map(child -> child.getAttribute("value"))
                .toList();
        return new Text(base.base, tokens, name);
    }

    private static QName qname(Element place, String name) {
        int colon = name.indexOf(':');
        String namespace = place.lookupNamespaceURI(colon < 0 ? null : name.substring(0, colon));
        if (name.startsWith("xml:")) {
            namespace = XMLConstants.XML_NS_URI;
        }
        return new QName(namespace, name.substring(colon + 1));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && !element.getLocalName().equals("annotation")) {
                children.add(element);
            }
        }
        return children;
    }
}
