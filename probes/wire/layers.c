/* Which header comes next: the tables of links, ether types and protocols. */
#include "probes/wire/layers.h"

#include <errno.h>

struct number {
	uint32_t number;
	enum layer layer;
};

static layer_reader ip_read;

static layer_reader *const readers[LAYERS] = {
	[LAYER_IP] = ip_read,
	[LAYER_ETHERNET] = ethernet_read,
	[LAYER_VLAN] = vlan_read,
	[LAYER_VN_TAG] = vn_tag_read,
	[LAYER_PBB] = pbb_read,
	[LAYER_LLC] = llc_read,
	[LAYER_COOKED] = cooked_read,
	[LAYER_COOKED_2] = cooked_2_read,
	[LAYER_FAMILY] = family_read,
	[LAYER_ENC] = enc_read,
	[LAYER_PFLOG] = pflog_read,
	[LAYER_NFLOG] = nflog_read,
	[LAYER_PPP] = ppp_read,
	[LAYER_PPP_SERIAL] = ppp_serial_read,
	[LAYER_PPP_DIRECTION] = ppp_direction_read,
	[LAYER_PPPOE] = pppoe_read,
	[LAYER_CISCO_HDLC] = cisco_hdlc_read,
	[LAYER_RADIOTAP] = radiotap_read,
	[LAYER_PRISM] = prism_read,
	[LAYER_PPI] = ppi_read,
	[LAYER_WIFI] = wifi_read,
	[LAYER_WIFI_SWAPPED] = wifi_swapped_read,
	[LAYER_MPLS] = mpls_read,
	[LAYER_GRE] = gre_read,
	[LAYER_ERSPAN_2] = erspan_2_read,
	[LAYER_ERSPAN_3] = erspan_3_read,
	[LAYER_WCCP] = wccp_read,
	[LAYER_ETHERIP] = etherip_read,
	[LAYER_L2TP_3] = l2tp_3_read,
	[LAYER_NSH] = nsh_read,
	[LAYER_CAPWAP_WIFI] = capwap_wifi_read,
};

static const struct number links[] = {
	{ LINK_NULL, LAYER_FAMILY },
	{ LINK_LOOP, LAYER_FAMILY },
	{ LINK_ETHERNET, LAYER_ETHERNET },
	{ LINK_RAW_DLT, LAYER_IP },
	{ LINK_RAW_OPENBSD, LAYER_IP },
	{ LINK_RAW, LAYER_IP },
	{ LINK_IPV4, LAYER_IP },
	{ LINK_IPV6, LAYER_IP },
	{ LINK_COOKED, LAYER_COOKED },
	{ LINK_COOKED_2, LAYER_COOKED_2 },
	{ LINK_PPP, LAYER_PPP_SERIAL },
	{ LINK_PPP_SERIAL, LAYER_PPP_SERIAL },
	{ LINK_PPP_ETHER, LAYER_PPPOE },
	{ LINK_PPP_PPPD, LAYER_PPP_DIRECTION },
	{ LINK_PPP_DIRECTION, LAYER_PPP_DIRECTION },
	{ LINK_CISCO_HDLC, LAYER_CISCO_HDLC },
	{ LINK_WIFI, LAYER_WIFI },
	{ LINK_RADIOTAP, LAYER_RADIOTAP },
	{ LINK_PRISM, LAYER_PRISM },
	{ LINK_AVS, LAYER_PRISM },
	{ LINK_PPI, LAYER_PPI },
	{ LINK_ENC, LAYER_ENC },
	{ LINK_PFLOG, LAYER_PFLOG },
	{ LINK_NFLOG, LAYER_NFLOG },
	{ LINK_MPLS, LAYER_MPLS },
};

static const struct number ether_types[] = {
	{ ETHER_VLAN, LAYER_VLAN },        { ETHER_QINQ, LAYER_VLAN },
	{ ETHER_QINQ_OLD, LAYER_VLAN },    { ETHER_PPPOE, LAYER_PPPOE },
	{ ETHER_MPLS, LAYER_MPLS },        { ETHER_MPLS_MULTICAST, LAYER_MPLS },
	{ ETHER_BRIDGED, LAYER_ETHERNET }, { ETHER_PPP, LAYER_PPP },
	{ ETHER_ERSPAN, LAYER_ERSPAN_2 },  { ETHER_ERSPAN_3, LAYER_ERSPAN_3 },
	{ ETHER_NSH, LAYER_NSH },          { ETHER_PBB, LAYER_PBB },
	{ ETHER_VN_TAG, LAYER_VN_TAG },    { ETHER_WCCP, LAYER_WCCP },
};

static const struct number protocols[] = {
	{ 4, LAYER_IPV4 },      /* RFC 2003 */
	{ 41, LAYER_IPV6 },     /* RFC 2473, RFC 4213 */
	{ 47, LAYER_GRE },      /* RFC 2784 */
	{ 94, LAYER_IPV4 },     /* KA9Q's IP in IP */
	{ 97, LAYER_ETHERIP },  /* RFC 3378 */
	{ 98, LAYER_IPV4 },     /* RFC 1241 */
	{ 115, LAYER_L2TP_3 },  /* RFC 3931 */
	{ 137, LAYER_MPLS },    /* RFC 4023 */
	{ 143, LAYER_ETHERNET } /* RFC 8986 */
};

layer_reader *layer_reader_of(int layer)
{
	return readers[layer];
}

static int find(const struct number *numbers, size_t count, uint32_t number, int otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (numbers[i].number == number)
			return (int)numbers[i].layer;
	return otherwise;
}

int layer_of_link(uint32_t link_type)
{
	return find(links, sizeof(links) / sizeof(links[0]), link_type, -ENOTSUP);
}

int layer_of_ether(uint16_t type)
{
	if (type == ETHER_IPV4)
		return LAYER_IPV4;
	if (type == ETHER_IPV6)
		return LAYER_IPV6;
	return find(ether_types, sizeof(ether_types) / sizeof(ether_types[0]), type, -ENOTSUP);
}

int layer_of_protocol(uint8_t protocol)
{
	return find(protocols, sizeof(protocols) / sizeof(protocols[0]), protocol, LAYER_END);
}

bool packet_link_known(uint32_t link_type)
{
	return layer_of_link(link_type) >= 0;
}

static int ip_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;

	(void)walk;
	switch (cursor_u8(&peek) >> 4) {
	case 4: return LAYER_IPV4;
	case 6: return LAYER_IPV6;
	default: in->failed = peek.failed; return -ENOTSUP;
	}
}

void layer_narrow(struct cursor *in, size_t claimed)
{
	if (claimed < cursor_left(in))
		*in = cursor_sub(in, claimed);
}
