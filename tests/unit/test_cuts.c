/* The same bytes cut in every way give the same names: all ways to cut a conversation into two and
 * into three segments, all orders of its segments and of a packet's fragments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/captures/delivery.h"

static const uint8_t orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
	                              { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

/* `names` once for each connection, and nothing else; `which` tells a variant by its number. */
static void expect_each(struct delivery *delivery, const struct told *told)
{
	struct capture_options options = { 0 };
	uint32_t count = delivery->count;
	char *heard = delivery_names(delivery, &options);
	size_t len = strlen(told->names);

	for (uint32_t i = 0; i < count; i++)
		if (strncmp(heard + i * len, told->names, len)) {
			print_error("%s: variant %u of %u: %.60s\n", told->title, i + 1, count,
			            heard + i * len);
			fail();
		}
	assert_int_equal(strlen(heard), count * len);
	free(heard);
}

static void cut_in_two_and_three(const struct told *told)
{
	struct delivery delivery = delivery_open();
	size_t cuts[2];

	for (cuts[0] = 1; cuts[0] < told->bytes.len; cuts[0]++)
		for (cuts[1] = cuts[0]; cuts[1] < told->bytes.len; cuts[1]++)
			delivery_cut(&delivery, told, cuts, 2);
	expect_each(&delivery, told);
}

static void any_two_cuts_give_the_same_names(void **state)
{
	const struct told all[] = { told_tls(false), told_http(),    told_dns(),
		                    told_proxy(),    told_connect(), told_starttls() };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		cut_in_two_and_three(&all[i]);
}

static void any_order_of_three_segments_gives_the_same_names(void **state)
{
	const struct told all[] = { told_tls(false), told_http(), told_dns(), told_proxy() };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct delivery delivery = delivery_open();
		size_t len = all[i].bytes.len;

		for (size_t first = 1; first < len - 1; first += 3)
			for (size_t second = first + 1; second < len; second += 5) {
				const struct piece pieces[] = { { 0, first },
					                        { first, second },
					                        { second, len } };
				const uint8_t *order = orders[(first + second) % 6];

				delivery_begin(&delivery, all[i].port);
				for (int k = 0; k < 3; k++)
					delivery_piece(&delivery, &all[i], pieces[order[k]]);
			}
		expect_each(&delivery, &all[i]);
	}
}

static void any_order_behind_a_lead_gives_the_same_names(void **state)
{
	const struct told all[] = { told_connect(), told_starttls() };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct delivery delivery = delivery_open();
		size_t lead = all[i].lead, len = all[i].bytes.len;

		for (size_t first = lead + 1; first < len - 1; first += 7)
			for (unsigned order = 0; order < 6; order++) {
				const struct piece pieces[] = { { lead, first },
					                        { first, first + 1 },
					                        { first + 1, len } };

				delivery_begin(&delivery, all[i].port);
				delivery_piece(&delivery, &all[i], (struct piece){ 0, lead });
				delivery_put(&delivery, false, 100, CRAFT_ACK, "220 go on\r\n", 11);
				for (int k = 0; k < 3; k++)
					delivery_piece(&delivery, &all[i],
					               pieces[orders[order][k]]);
			}
		expect_each(&delivery, &all[i]);
	}
}

static void segments_that_overlap_and_repeat_give_the_same_names(void **state)
{
	const struct told all[] = { told_tls(true), told_http(), told_dns(), told_proxy() };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct delivery delivery = delivery_open();
		size_t len = all[i].bytes.len;

		for (size_t first = 1; first < len - 1; first += 2) {
			size_t middle = (first + len) / 2;

			delivery_begin(&delivery, all[i].port);
			delivery_piece(&delivery, &all[i], (struct piece){ first / 2, middle });
			delivery_piece(&delivery, &all[i], (struct piece){ 0, first });
			delivery_piece(&delivery, &all[i], (struct piece){ 0, first });
			delivery_piece(&delivery, &all[i], (struct piece){ first, len });
		}
		expect_each(&delivery, &all[i]);
	}
}

static void one_byte_a_segment_gives_the_same_names(void **state)
{
	const struct told all[] = { told_tls(true), told_http(), told_dns(), told_proxy() };
	size_t cuts[CRAFT_ROOM];

	(void)state;
	for (size_t i = 0; i < CRAFT_ROOM; i++)
		cuts[i] = i + 1;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct delivery delivery = delivery_open();

		delivery_cut(&delivery, &all[i], cuts, all[i].bytes.len);
		expect_each(&delivery, &all[i]);
	}
}

static void any_order_of_three_fragments_gives_the_same_name(void **state)
{
	struct told told = told_of("a query in fragments", "", "dns a-long-enough.name.example\n");
	struct delivery delivery = delivery_open();
	struct craft packet;

	(void)state;
	delivery.server = (struct craft_end){ 0xc6336407, 53 };
	craft_dns(&told.bytes, 7, "a-long-enough.name.example", false);
	for (size_t variant = 0; variant < 6u * 21; variant++) {
		size_t first = 8 * (1 + variant / 6 % 3), second = first + 8 * (1 + variant / 18);
		size_t ends[4] = { 0, first, second, 8 + told.bytes.len };

		if (second >= ends[3])
			continue;
		delivery.client = (struct craft_end){ 10u << 24 | ++delivery.count, 40000 };
		packet.len = 0;
		craft_udp(&packet, delivery.client, delivery.server, told.bytes.at, told.bytes.len);
		for (int k = 0; k < 3; k++) {
			uint8_t piece = orders[variant % 6][k];

			delivery_fragment(&delivery, &packet,
			                  (struct piece){ ends[piece], ends[piece + 1] });
		}
	}
	assert_true(delivery.count > 70);
	expect_each(&delivery, &told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_two_cuts_give_the_same_names),
		cmocka_unit_test(any_order_of_three_segments_gives_the_same_names),
		cmocka_unit_test(any_order_behind_a_lead_gives_the_same_names),
		cmocka_unit_test(segments_that_overlap_and_repeat_give_the_same_names),
		cmocka_unit_test(one_byte_a_segment_gives_the_same_names),
		cmocka_unit_test(any_order_of_three_fragments_gives_the_same_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
