package org.xmppgrid.iodef.internal.check;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressSyntaxTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    asn             | 65535                         | 4294967296
                    asn             | AS64496                       | AS
                    asn             | 1.10                          | 70000.1
                    e-mail          | contact@csirt.example.com     | contact
                    e-mail          | "a b"@example.com             | a b@example.com
                    e-mail          | ann@[192.0.2.1]               | @example.com
                    mac             | aa:bb:cc:dd:ee:ff             | aa:bb:cc:dd:ee
                    mac             | AA-BB-CC-DD-EE-FF             | aa:bb-cc:dd:ee:ff
                    mac             | a:b:c:d:e:f                   | aa:bb:cc:dd:ee:gg
                    ipv4-addr       | 192.0.2.255                   | 192.0.2.256
                    ipv4-addr       | 0.0.0.0                       | 192.0.2.01
                    ipv4-net        | 198.51.100.0/24               | 198.51.100.0/33
                    ipv4-net        | 0.0.0.0/0                     | 198.51.100.0
                    ipv4-net-mask   | 192.0.2.0/255.255.255.0       | 192.0.2.0/255.0.255.0
                    ipv4-net-mask   | 192.0.2.0/255.255.255.255     | 192.0.2.0/24
                    ipv4-net-masked | 192.0.2.x/xx                  | 192.0.2.y/24
                    ipv6-addr       | 2001:db8:dead:beef::1         | 2001:db8::1::2
                    ipv6-addr       | ::                            | :::
                    ipv6-addr       | 1:2:3:4:5:6:7:8               | 1:2:3:4:5:6:7
                    ipv6-addr       | ::ffff:192.0.2.1              | 192.0.2.1::
                    ipv6-addr       | 1:2:3:4:5:6:192.0.2.1         | 1:2:3:4:5:6:7:192.0.2.1
                    ipv6-addr       | 1:2:3:4:5:6:7::               | 1::2:3:4:5:6:7:8
                    ipv6-addr       | fe80::1                       | fe80::1%eth0
                    ipv6-net        | 2001:db8::/32                 | 2001:db8::/129
                    ipv6-net-mask   | 2001:db8::/ffff:ffff::        | 2001:db8::/32
                    ipv6-net-masked | 2001:db8:x::/xx               | 2001:db8:y::/32
                    site-uri        | http://a.example/b?c=d#e      | http://a.example/b c
                    site-uri        | /relative?a=b                 | ht^tp://a.example
                    """)
    void matches_whenTheTextHasTheFormOrNot_thenTellsThemApart(String kind, String right, String wrong) {
        assertThat(AddressSyntax.matches(kind, right)).as(right).isTrue();
        assertThat(AddressSyntax.matches(kind, wrong)).as(wrong).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    domain-name              | example                                                | exa mple
                    domain-to-ipv4           | fqdn.example.com, 192.0.2.1                            | fqdn.example.com
                    domain-to-ipv6           | fqdn.example.com, 2001:DB8::3                          | 2001:DB8::3, fqdn.example.com
                    domain-to-ipv4-timestamp | fqdn.example.com, 192.0.2.1, 2015-06-11T00:38:31-06:00 | fqdn.example.com, 192.0.2.1, now
                    domain-to-ipv6-timestamp | fqdn.example.com, 2001:DB8::3, 2015-06-11T00:38:31Z    | fqdn.example.com, 2001:DB8::3
                    ipv4-port                | 192.0.2.1, 80, TCP                                     | 192.0.2.1, 80
                    ipv6-port                | 2001:DB8::3, 80, TCP                                   | 2001:DB8::3, 65536, TCP
                    file-hash                | d41d8cd98f00b204e9800998ecf8427e                       | no hash
                    ipv6-net                 | 2001:DB8::/32                                          | 2001:DB8::
                    """)
    void matches_whenALineIsOfItsTypeOrNot_thenTellsThemApart(String type, String right, String wrong) {
        assertThat(BulkSyntax.matches(type, right)).as(right).isTrue();
        assertThat(BulkSyntax.matches(type, wrong)).as(wrong).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "boolean,true,yes", "byte,AA==,A", "bytes,0aFF,0aF", "character,x,xy", "date-time,2015-06-11T00:38:31Z,today",
        "integer,-7,7.0", "real,1e5,one", "portlist,'2,5-15','2,'", "file,QUJD,'Q=JD'", "url,urn:x,a b"
    })
    void matches_whenAnExtensionIsOfItsTypeOrNot_thenTellsThemApart(String type, String right, String wrong) {
        assertThat(DataSyntax.matches(type, right)).isTrue();
        assertThat(DataSyntax.matches(type, wrong)).isFalse();
    }
}
