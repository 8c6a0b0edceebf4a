/* By which protocol a name was asked for, and how the other side of a conversation is known. */
#pragma once

enum name_protocol { /* the `proto` words of `daylight hosts` (DESIGN 7) */
	             NAME_DNS,
	             NAME_DNS_RESPONSE, /* "dnsr": said for each response; who collects drops those
	                                   whose name was also said as NAME_DNS */
	             NAME_MDNS,
	             NAME_LLMNR,
	             NAME_TLS,
	             NAME_DTLS,
	             NAME_QUIC,
	             NAME_GQUIC,
	             NAME_HTTP,
	             NAME_DHCP,
	             NAME_PROTOCOLS
};

enum name_how {                          /* how the other side of a conversation is known */
	        NAMED_ITSELF,            /* the client asked for it by this name */
	        NAMED_BY_DNS,            /* DNS gave this device the address for this name alone */
	        NAMED_BY_OTHER_DNS,      /* DNS gave it another device */
	        NAMED_BY_SHARED_ADDRESS, /* the address stands for several names */
	        NAMED_NOT,
	        NAME_HOWS
};

/* The `proto` word of `daylight hosts`; NULL for what is none. */
const char *name_protocol_word(enum name_protocol protocol);
