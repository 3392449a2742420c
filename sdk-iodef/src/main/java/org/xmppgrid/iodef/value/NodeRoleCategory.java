package org.xmppgrid.iodef.value;

/**
 * The function of a system: {@code category} of NodeRole (RFC 7970 §3.18.2).
 *
 * <p>The schema calls it {@code noderole-category-type}. A token that the schema does not list is kept as it was read.
 */
public final class NodeRoleCategory extends OpenToken {
    private static final Vocabulary<NodeRoleCategory> VOCABULARY = new Vocabulary<>(NodeRoleCategory::new);

    /** {@code client}: Client computer. */
    public static final NodeRoleCategory CLIENT = VOCABULARY.add("client");

    /** {@code client-enterprise}: Client computer on the enterprise network. */
    public static final NodeRoleCategory CLIENT_ENTERPRISE = VOCABULARY.add("client-enterprise");

    /** {@code client-partner}: Client computer on network of a partner. */
    public static final NodeRoleCategory CLIENT_PARTNER = VOCABULARY.add("client-partner");

    /** {@code client-remote}: Client computer remotely connected to the enterprise network. */
    public static final NodeRoleCategory CLIENT_REMOTE = VOCABULARY.add("client-remote");

    /** {@code client-kiosk}: Client computer serving as a kiosk. */
    public static final NodeRoleCategory CLIENT_KIOSK = VOCABULARY.add("client-kiosk");

    /** {@code client-mobile}: Mobile device. */
    public static final NodeRoleCategory CLIENT_MOBILE = VOCABULARY.add("client-mobile");

    /** {@code server-internal}: Server with internal services. */
    public static final NodeRoleCategory SERVER_INTERNAL = VOCABULARY.add("server-internal");

    /** {@code server-public}: Server with public services. */
    public static final NodeRoleCategory SERVER_PUBLIC = VOCABULARY.add("server-public");

    /** {@code www}: WWW server. */
    public static final NodeRoleCategory WWW = VOCABULARY.add("www");

    /** {@code mail}: Mail server. */
    public static final NodeRoleCategory MAIL = VOCABULARY.add("mail");

    /** {@code webmail}: Web mail server. */
    public static final NodeRoleCategory WEBMAIL = VOCABULARY.add("webmail");

    /** {@code messaging}: Messaging server (e.g., NNTP, IRC, IM). */
    public static final NodeRoleCategory MESSAGING = VOCABULARY.add("messaging");

    /** {@code streaming}: Streaming-media server. */
    public static final NodeRoleCategory STREAMING = VOCABULARY.add("streaming");

    /** {@code voice}: Voice server (e.g., SIP, H.323). */
    public static final NodeRoleCategory VOICE = VOCABULARY.add("voice");

    /** {@code file}: File server. */
    public static final NodeRoleCategory FILE = VOCABULARY.add("file");

    /** {@code ftp}: FTP server. */
    public static final NodeRoleCategory FTP = VOCABULARY.add("ftp");

    /** {@code p2p}: Peer-to-peer node. */
    public static final NodeRoleCategory P2P = VOCABULARY.add("p2p");

    /** {@code name}: Name server (e.g., DNS, WINS). */
    public static final NodeRoleCategory NAME = VOCABULARY.add("name");

    /** {@code directory}: Directory server (e.g., LDAP, finger, whois). */
    public static final NodeRoleCategory DIRECTORY = VOCABULARY.add("directory");

    /** {@code credential}: Credential server (e.g., domain controller, Kerberos). */
    public static final NodeRoleCategory CREDENTIAL = VOCABULARY.add("credential");

    /** {@code print}: Print server. */
    public static final NodeRoleCategory PRINT = VOCABULARY.add("print");

    /** {@code application}: Application server. */
    public static final NodeRoleCategory APPLICATION = VOCABULARY.add("application");

    /** {@code database}: Database server. */
    public static final NodeRoleCategory DATABASE = VOCABULARY.add("database");

    /** {@code backup}: Backup server. */
    public static final NodeRoleCategory BACKUP = VOCABULARY.add("backup");

    /** {@code dhcp}: DHCP server. */
    public static final NodeRoleCategory DHCP = VOCABULARY.add("dhcp");

    /** {@code assessment}: Assessment server (e.g., vulnerability scanner, endpoint assessment). */
    public static final NodeRoleCategory ASSESSMENT = VOCABULARY.add("assessment");

    /** {@code source-control}: Source code control server. */
    public static final NodeRoleCategory SOURCE_CONTROL = VOCABULARY.add("source-control");

    /** {@code config-management}: Configuration management server. */
    public static final NodeRoleCategory CONFIG_MANAGEMENT = VOCABULARY.add("config-management");

    /** {@code monitoring}: Security monitoring server (e.g., IDS). */
    public static final NodeRoleCategory MONITORING = VOCABULARY.add("monitoring");

    /** {@code infra}: Infrastructure server (e.g., router, firewall, DHCP). */
    public static final NodeRoleCategory INFRA = VOCABULARY.add("infra");

    /** {@code infra-firewall}: Firewall. */
    public static final NodeRoleCategory INFRA_FIREWALL = VOCABULARY.add("infra-firewall");

    /** {@code infra-router}: Router. */
    public static final NodeRoleCategory INFRA_ROUTER = VOCABULARY.add("infra-router");

    /** {@code infra-switch}: Switch. */
    public static final NodeRoleCategory INFRA_SWITCH = VOCABULARY.add("infra-switch");

    /** {@code camera}: Camera and video system. */
    public static final NodeRoleCategory CAMERA = VOCABULARY.add("camera");

    /** {@code proxy}: Proxy server. */
    public static final NodeRoleCategory PROXY = VOCABULARY.add("proxy");

    /** {@code remote-access}: Remote access server. */
    public static final NodeRoleCategory REMOTE_ACCESS = VOCABULARY.add("remote-access");

    /** {@code log}: Log server (e.g., syslog). */
    public static final NodeRoleCategory LOG = VOCABULARY.add("log");

    /** {@code virtualization}: Server running virtual machines. */
    public static final NodeRoleCategory VIRTUALIZATION = VOCABULARY.add("virtualization");

    /** {@code pos}: Point-of-sale device. */
    public static final NodeRoleCategory POS = VOCABULARY.add("pos");

    /** {@code scada}: Supervisory control and data acquisition (SCADA) system. */
    public static final NodeRoleCategory SCADA = VOCABULARY.add("scada");

    /** {@code scada-supervisory}: Supervisory system for a SCADA. */
    public static final NodeRoleCategory SCADA_SUPERVISORY = VOCABULARY.add("scada-supervisory");

    /** {@code sinkhole}: Traffic sinkhole destination. */
    public static final NodeRoleCategory SINKHOLE = VOCABULARY.add("sinkhole");

    /** {@code honeypot}: Honeypot server. */
    public static final NodeRoleCategory HONEYPOT = VOCABULARY.add("honeypot");

    /** {@code anonymization}: Anonymization server (e.g., Tor node). */
    public static final NodeRoleCategory ANONYMIZATION = VOCABULARY.add("anonymization");

    /** {@code c2-server}: Malicious command and control server. */
    public static final NodeRoleCategory C2_SERVER = VOCABULARY.add("c2-server");

    /** {@code malware-distribution}: Server that distributes malware. */
    public static final NodeRoleCategory MALWARE_DISTRIBUTION = VOCABULARY.add("malware-distribution");

    /** {@code drop-server}: Server to which exfiltrated content is uploaded. */
    public static final NodeRoleCategory DROP_SERVER = VOCABULARY.add("drop-server");

    /** {@code hop-point}: Intermediary server used to get to a victim. */
    public static final NodeRoleCategory HOP_POINT = VOCABULARY.add("hop-point");

    /** {@code reflector}: A system used in a reflector attack. */
    public static final NodeRoleCategory REFLECTOR = VOCABULARY.add("reflector");

    /** {@code phishing-site}: Site hosting phishing content. */
    public static final NodeRoleCategory PHISHING_SITE = VOCABULARY.add("phishing-site");

    /** {@code spear-phishing-site}: Site hosting spear-phishing content. */
    public static final NodeRoleCategory SPEAR_PHISHING_SITE = VOCABULARY.add("spear-phishing-site");

    /** {@code recruiting-site}: Site to recruit. */
    public static final NodeRoleCategory RECRUITING_SITE = VOCABULARY.add("recruiting-site");

    /** {@code fraudulent-site}: Fraudulent site. */
    public static final NodeRoleCategory FRAUDULENT_SITE = VOCABULARY.add("fraudulent-site");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final NodeRoleCategory EXT_VALUE = VOCABULARY.add("ext-value");

    private NodeRoleCategory(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static NodeRoleCategory of(String token) {
        return VOCABULARY.of(token);
    }
}
