package org.xmppgrid.smack.internal.wire;

import java.util.function.Supplier;
import org.jivesoftware.smack.packet.TopLevelStreamElement;
import org.jivesoftware.smack.packet.XmlEnvironment;

/**
 * What our stream management sends (XEP-0198): no stanza, and made when it is written, so that it tells of that moment.
 *
 * @param name the element's name
 * @param xml makes it, on the writer thread
 */
record ManagementElement(String name, Supplier<String> xml) implements TopLevelStreamElement {

    @Override
    public CharSequence toXML(XmlEnvironment environment) {
        return xml.get();
    }

    @Override
    public String getElementName() {
        return name;
    }

    @Override
    public String getNamespace() {
        return StreamManagement.NAMESPACE;
    }

    /** Without the content: Smack may log it. */
    @Override
    public String toString() {
        return "ManagementElement[" + name + "]";
    }
}
