/* Makes captures of TCP conversations that are hard to follow: make_streams FOLDER. Messages cut,
 * joined, lost, repeated and out of order; hellos behind other protocols' first words. */
#include "tests/captures/scene.h"

typedef void story(struct scene *scene);

struct play {
	const char *name;
	story *tell;
};

static struct craft dns_stream(const char *name)
{
	struct craft out;
	size_t length;

	out.len = 0;
	length = craft_begin(&out);
	craft_dns(&out, 7, name, false);
	craft_length(&out, length);
	return out;
}

static void ask(struct scene *scene, const char *name) /* one message, one segment */
{
	struct craft message = dns_stream(name);

	scene_say(scene, 0, message.at, message.len);
	scene_truth(scene, "dns", name);
}

static void put_segment(struct scene *scene, size_t ahead, const void *bytes, size_t len)
{
	struct craft packet = scene_segment(scene, 0, ahead, CRAFT_ACK, bytes, len);

	scene_put(scene, &packet);
}

static void greet(struct scene *scene, const char *name) /* a hello in one segment */
{
	struct craft bytes = scene_hello(scene, name, false);

	scene_say(scene, 0, bytes.at, bytes.len);
	scene_truth(scene, "tls", name);
}

/* --- DNS over TCP --- */

static void dns_several(struct scene *scene)
{
	struct craft all = dns_stream("one.several.example");
	struct craft two = dns_stream("two.several.example");
	struct craft three = dns_stream("three.several.example");

	craft_append(&all, &two);
	craft_append(&all, &three);
	scene_connect(scene, 53);
	scene_say(scene, 0, all.at, all.len);
	scene_truth(scene, "dns", "one.several.example");
	scene_truth(scene, "dns", "two.several.example");
	scene_truth(scene, "dns", "three.several.example");
	ask(scene, "four.several.example");
}

static void dns_split_prefix(struct scene *scene)
{
	struct craft one = dns_stream("one.prefix.example"), two = dns_stream("two.prefix.example");

	craft_append(&one, &two);
	scene_connect(scene, 53);
	scene_say(scene, 0, one.at, 1);
	scene_say(scene, 0, one.at + 1, one.len - two.len);
	scene_say(scene, 0, one.at + 1 + one.len - two.len, two.len - 1);
	scene_truth(scene, "dns", "one.prefix.example");
	scene_truth(scene, "dns", "two.prefix.example");
}

static void dns_bytes(struct scene *scene)
{
	struct craft one = dns_stream("one.byte-by-byte.example");

	scene_connect(scene, 53);
	for (size_t i = 0; i < one.len; i++)
		scene_say(scene, 0, one.at + i, 1);
	scene_truth(scene, "dns", "one.byte-by-byte.example");
	ask(scene, "two.byte-by-byte.example");
}

/* --- the hello in pieces --- */

static void hello_out_of_order(struct scene *scene)
{
	struct craft bytes = scene_hello(scene, "out-of-order.example", true);

	scene_connect(scene, 443);
	put_segment(scene, 1000, bytes.at + 1000, bytes.len - 1000);
	put_segment(scene, 400, bytes.at + 400, 600);
	put_segment(scene, 0, bytes.at, 400);
	scene_truth(scene, "tls", "out-of-order.example");
}

static void hello_overlapping(struct scene *scene)
{
	struct craft bytes = scene_hello(scene, "overlapping.example", true);

	scene_connect(scene, 8443);
	put_segment(scene, 0, bytes.at, 500);
	put_segment(scene, 300, bytes.at + 300, 900);
	put_segment(scene, 100, bytes.at + 100, 1300);
	put_segment(scene, 1300, bytes.at + 1300, bytes.len - 1300);
	scene_truth(scene, "tls", "overlapping.example");
}

static void hello_retransmitted(struct scene *scene)
{
	struct craft bytes = scene_hello(scene, "retransmitted.example", true);

	scene_connect(scene, 443);
	put_segment(scene, 0, bytes.at, 700);
	put_segment(scene, 0, bytes.at, 700);
	put_segment(scene, 700, bytes.at + 700, bytes.len - 700);
	put_segment(scene, 0, bytes.at, bytes.len);
	scene_truth(scene, "tls", "retransmitted.example");
}

/* What came first counts: the name in the repetition is never said. */
static void hello_with_other_bytes(struct scene *scene)
{
	struct craft first = scene_hello(scene, "what-came-first.example", false);
	struct craft other = scene_hello(scene, "what-came-later.example", false);

	scene_connect(scene, 443);
	put_segment(scene, first.len - 40, first.at + first.len - 40, 40);
	put_segment(scene, 100, other.at + 100, 0);
	put_segment(scene, 100, first.at + 100, 60);
	put_segment(scene, first.len - 40, other.at + other.len - 40, 40);
	put_segment(scene, 0, first.at, first.len - 20);
	scene_truth(scene, "tls", "what-came-first.example");
}

static void hello_bytes(struct scene *scene)
{
	struct craft bytes = scene_hello(scene, "byte-by-byte.example", false);

	scene_connect(scene, 443);
	for (size_t i = 0; i < bytes.len; i++)
		scene_say(scene, 0, bytes.at + i, 1);
	scene_truth(scene, "tls", "byte-by-byte.example");
}

static void hello_in_records(struct scene *scene)
{
	struct craft whole = scene_hello(scene, "many-records.example", true), cut;

	cut.len = 0;
	for (size_t at = 5; at < whole.len; at += 200) {
		size_t len = whole.len - at < 200 ? whole.len - at : 200;

		craft_bytes(&cut, "\x16\3\1", 3);
		craft_u16(&cut, (unsigned)len);
		craft_bytes(&cut, whole.at + at, len);
	}
	scene_connect(scene, 443);
	scene_say(scene, 0, cut.at, 1003); /* within a header */
	scene_say(scene, 0, cut.at + 1003, cut.len - 1003);
	scene_truth(scene, "tls", "many-records.example");
}

static void hello_in_the_syn(struct scene *scene) /* TCP Fast Open, RFC 7413 */
{
	struct craft bytes = scene_hello(scene, "in-the-syn.example", false), packet;

	scene->client.port++;
	scene->server.port = 443;
	packet = scene_segment(scene, 0, 0, CRAFT_SYN, bytes.at, bytes.len);
	scene_put(scene, &packet);
	scene_truth(scene, "tls", "in-the-syn.example");
}

static void hello_without_its_start(struct scene *scene) /* nothing may be said */
{
	struct craft bytes = scene_hello(scene, "no-start.example", true);

	scene_connect(scene, 443);
	put_segment(scene, 600, bytes.at + 600, bytes.len - 600);
}

static void hello_without_handshake(struct scene *scene) /* of TCP: the capture began later */
{
	scene->client.port++;
	scene->next[0] = 0xffffff80; /* numbers begin again within the hello */
	greet(scene, "no-handshake.example");
}

static void hello_of_one_side(struct scene *scene)
{
	struct craft bytes = scene_hello(scene, "one-side.example", true);

	scene_say(scene, 0, bytes.at, 800);
	scene_say(scene, 0, bytes.at + 800, bytes.len - 800);
	scene_truth(scene, "tls", "one-side.example");
}

static void hello_encrypted(struct scene *scene) /* or its look-alike: the outer name */
{
	struct craft_hello wish = { .name = "outer.example", .ech = true };
	struct craft bytes;

	bytes.len = 0;
	craft_client_hello(&bytes, &wish, &scene->random);
	scene_connect(scene, 443);
	scene_say(scene, 0, bytes.at, bytes.len);
	scene_truth(scene, "tls", "outer.example");
}

static void hello_without_name(struct scene *scene)
{
	struct craft bytes = scene_hello(scene, NULL, false);

	scene_connect(scene, 443);
	scene_say(scene, 0, bytes.at, bytes.len);
}

static void ports_used_again(struct scene *scene)
{
	scene_connect(scene, 443);
	greet(scene, "first-use.example");
	scene->client.port--;
	scene_connect(scene, 443);
	greet(scene, "second-use.example");
}

/* --- the hello behind other words --- */

static void after_connect(struct scene *scene)
{
	scene_connect(scene, 3128);
	scene_say_text(scene, 0,
	               "CONNECT asked.example:443 HTTP/1.1\r\nHost: asked.example:443\r\n\r\n");
	scene_say_text(scene, 1, "HTTP/1.1 200 Connection established\r\n\r\n");
	scene_truth(scene, "http", "asked.example");
	greet(scene, "inside-connect.example");
}

static void after_proxy_line(struct scene *scene)
{
	struct craft bytes;

	bytes.len = 0;
	craft_text(&bytes, "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n");
	scene_connect(scene, 443);
	scene_say(scene, 0, bytes.at, bytes.len);
	greet(scene, "proxy-line.example");
}

static void after_proxy_bytes(struct scene *scene) /* version 2, in the hello's own segment */
{
	struct craft hello = scene_hello(scene, "proxy-bytes.example", false), bytes;

	bytes.len = 0;
	craft_bytes(&bytes, "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\2\1\xc0\0\2\2\xdc\4\1\xbb",
	            28);
	craft_append(&bytes, &hello);
	scene_connect(scene, 443);
	scene_say(scene, 0, bytes.at, bytes.len);
	scene_truth(scene, "tls", "proxy-bytes.example");
}

static void after_socks_5(struct scene *scene)
{
	scene_connect(scene, 1080);
	scene_say(scene, 0, "\5\1\0", 3);
	scene_say(scene, 1, "\5\0", 2);
	scene_say(scene, 0, "\5\1\0\1\xc0\0\2\7\1\xbb", 10);
	scene_say(scene, 1, "\5\0\0\1\0\0\0\0\0\0", 10);
	greet(scene, "inside-socks5.example");
}

static void after_socks_4(struct scene *scene)
{
	scene_connect(scene, 1080);
	scene_say(scene, 0, "\4\1\1\xbb\xc0\0\2\7\0", 9);
	scene_say(scene, 1, "\0\x5a\0\0\0\0\0\0", 8);
	greet(scene, "inside-socks4.example");
}

static void starttls_smtp(struct scene *scene)
{
	scene_connect(scene, 587);
	scene_say_text(scene, 1, "220 mail.example ESMTP ready\r\n");
	scene_say_text(scene, 0, "EHLO laptop\r\n");
	scene_say_text(scene, 1, "250-mail.example\r\n250 STARTTLS\r\n");
	scene_say_text(scene, 0, "STARTTLS\r\n");
	scene_say_text(scene, 1, "220 go ahead\r\n");
	greet(scene, "starttls-smtp.example");
}

static void starttls_imap(struct scene *scene)
{
	scene_connect(scene, 143);
	scene_say_text(scene, 1, "* OK IMAP4rev1 ready\r\n");
	scene_say_text(scene, 0, "a1 STARTTLS\r\n");
	scene_say_text(scene, 1, "a1 OK begin\r\n");
	greet(scene, "starttls-imap.example");
}

static void starttls_ftp(struct scene *scene)
{
	scene_connect(scene, 21);
	scene_say_text(scene, 1, "220 ready\r\n");
	scene_say_text(scene, 0, "AUTH TLS\r\n");
	scene_say_text(scene, 1, "234 go ahead\r\n");
	greet(scene, "starttls-ftp.example");
}

static void starttls_xmpp(struct scene *scene)
{
	scene_connect(scene, 5222);
	scene_say_text(scene, 0,
	               "<?xml version='1.0'?><stream:stream to='x' xmlns='jabber:client' "
	               "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
	scene_say_text(scene, 1,
	               "<?xml version='1.0'?><stream:stream><stream:features><starttls "
	               "xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
	scene_say_text(scene, 0, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
	scene_say_text(scene, 1, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
	greet(scene, "starttls-xmpp.example");
}

static void starttls_ldap(struct scene *scene) /* RFC 4511 section 4.14 */
{
	scene_connect(scene, 389);
	scene_say(scene, 0,
	          "\x30\x1d\2\1\1\x77\x18\x80\x16"
	          "1.3.6.1.4.1.1466.20037",
	          31);
	scene_say(scene, 1, "\x30\x0c\2\1\1\x78\7\x0a\1\0\4\0\4\0", 14);
	greet(scene, "starttls-ldap.example");
}

static void starttls_postgresql(struct scene *scene)
{
	scene_connect(scene, 5432);
	scene_say(scene, 0, "\0\0\0\x08\4\xd2\x16\x2f", 8);
	scene_say(scene, 1, "S", 1);
	greet(scene, "starttls-postgresql.example");
}

static void starttls_mysql(struct scene *scene)
{
	scene_connect(scene, 3306);
	scene_say(scene, 1,
	          "\x4a\0\0\0\x0a"
	          "8.0.36\0\x0b\0\0\0saltsalt\0\xff\xff\xff\2\0\xff\xcf\x15"
	          "\0\0\0\0\0\0\0\0\0\0morsaltmoresal\0caching_sha2_password",
	          78);
	scene_say(scene, 0,
	          "\x20\0\0\1\x85\xae\xff\x19\0\0\0\1\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	          "\0\0\0\0\0\0",
	          36);
	greet(scene, "starttls-mysql.example");
}

/* --- HTTP --- */

static void http_split(struct scene *scene)
{
	scene_connect(scene, 80);
	scene_say_text(scene, 0, "GET / HTTP/1.1\r\nUser-Agent: x\r\nHo");
	scene_say_text(scene, 0, "st: split.exa");
	scene_say_text(scene, 0, "mple\r");
	scene_say_text(scene, 0, "\n\r\n");
	scene_truth(scene, "http", "split.example");
}

static void http_pipelined(struct scene *scene)
{
	scene_connect(scene, 8080);
	scene_say_text(scene, 0,
	               "GET /1 HTTP/1.1\r\nHost: one.pipelined.example\r\n\r\n"
	               "HEAD /2 HTTP/1.1\r\nHost: two.pipelined.example\r\n\r\nGET /3");
	scene_say_text(scene, 1, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	scene_say_text(scene, 0, " HTTP/1.1\r\nHost: three.pipelined.example:8080\r\n\r\n");
	scene_truth(scene, "http", "one.pipelined.example");
	scene_truth(scene, "http", "two.pipelined.example");
	scene_truth(scene, "http", "three.pipelined.example");
}

/* Prior knowledge (RFC 9113 section 3.3): `:authority` as it stands, then in Huffman's code. */
static void http_2(struct scene *scene)
{
	struct craft bytes;

	bytes.len = 0;
	craft_text(&bytes, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
	craft_bytes(&bytes, "\0\0\0\4\0\0\0\0\0", 9);
	craft_bytes(&bytes,
	            "\0\0\x18\1\5\0\0\0\1\x82\x86\x84\x41\x13"
	            "plain.http2.example",
	            33);
	craft_bytes(&bytes,
	            "\0\0\x11\1\5\0\0\0\3\x82\x86\x84\x41\x8c\xf1\xe3\xc2\xe5\xf2\x3a\x6b\xa0"
	            "\xab\x90\xf4\xff",
	            26);
	scene_connect(scene, 80);
	scene_say(scene, 0, bytes.at, bytes.len);
	scene_truth(scene, "http", "plain.http2.example");
	scene_truth(scene, "http", "www.example.com"); /* RFC 7541 C.4.1 */
}

static const struct play plays[] = {
	{ "dns-tcp-several", dns_several },
	{ "dns-tcp-split-prefix", dns_split_prefix },
	{ "dns-tcp-bytes", dns_bytes },
	{ "tls-out-of-order", hello_out_of_order },
	{ "tls-overlapping", hello_overlapping },
	{ "tls-retransmitted", hello_retransmitted },
	{ "tls-other-bytes", hello_with_other_bytes },
	{ "tls-bytes", hello_bytes },
	{ "tls-records", hello_in_records },
	{ "tls-in-the-syn", hello_in_the_syn },
	{ "tls-no-start", hello_without_its_start },
	{ "tls-no-handshake", hello_without_handshake },
	{ "tls-one-side", hello_of_one_side },
	{ "tls-encrypted", hello_encrypted },
	{ "tls-no-name", hello_without_name },
	{ "tls-ports-again", ports_used_again },
	{ "after-connect", after_connect },
	{ "after-proxy-line", after_proxy_line },
	{ "after-proxy-bytes", after_proxy_bytes },
	{ "after-socks-4", after_socks_4 },
	{ "after-socks-5", after_socks_5 },
	{ "starttls-smtp", starttls_smtp },
	{ "starttls-imap", starttls_imap },
	{ "starttls-ftp", starttls_ftp },
	{ "starttls-xmpp", starttls_xmpp },
	{ "starttls-ldap", starttls_ldap },
	{ "starttls-postgresql", starttls_postgresql },
	{ "starttls-mysql", starttls_mysql },
	{ "http-split", http_split },
	{ "http-pipelined", http_pipelined },
	{ "http-2", http_2 },
};

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: make_streams FOLDER\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++) {
		struct scene scene = scene_open(argv[1], plays[i].name, SCENE_ETHERNET);

		plays[i].tell(&scene);
		scene_close(&scene);
	}
	return 0;
}
