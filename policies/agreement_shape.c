/* The keys of agreement.json (model 2.1, amendments A1, A2, A18). */
#include "policies/agreement_read.h"

#include "policies/clause_sources.h"

static const char *const agreement_statuses[] = { "draft",     "proposed", "signed",
	                                          "suspended", "ended",    NULL };
static const char *const captures[] = { "none", "metadata", NULL };
static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", NULL };

static const struct shape extends_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "sha256", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};
static const struct shape head_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "version", SHAPE_WHOLE, 0, NULL, NULL },
	{ "title", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "status", SHAPE_WORD, 0, agreement_statuses, NULL },
	{ "jurisdiction", SHAPE_TEXT, 0, NULL, NULL },
	{ "languages", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "signed_on", SHAPE_DATE, 0, NULL, NULL },
	{ "in_force_from", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "in_force_until", SHAPE_DATE, 0, NULL, NULL },
	{ "supersedes", SHAPE_TEXT, 0, NULL, NULL },
	{ "extends", SHAPE_OBJECT, 0, NULL, extends_shape },
	{ "packs", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "legal_note", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape definitions_shape[] = { { "*", SHAPE_TEXT, 0, NULL, NULL }, { 0 } };
static const struct shape party_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "role", SHAPE_TEXT, 0, NULL, NULL },
	{ "name", SHAPE_TEXT, 0, NULL, NULL },
	{ "signatory_post", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

static const char *const platforms[] = { "linux",   "windows",  "macos", "ios",
	                                 "android", "chromeos", NULL };
static const struct shape class_recognise_shape[] = {
	{ "platform", SHAPE_WORD, SHAPE_LIST, platforms, NULL },
	{ "product", SHAPE_TEXT, SHAPE_LIST, NULL, NULL }, /* as the device names its own model */
	{ 0 },
};
static const struct shape recognise_shape[] = {
	{ "vlan", SHAPE_WHOLE, SHAPE_LIST, NULL, NULL },
	{ "prefix", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape group_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL }, { "label", SHAPE_TEXT, 0, NULL, NULL },
	{ "covered", SHAPE_FLAG, 0, NULL, NULL },       { "note", SHAPE_TEXT, 0, NULL, NULL },
	{ "audit", SHAPE_TEXT, 0, NULL, NULL },         { 0 },
};
static const struct shape class_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "groups", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "count", SHAPE_WHOLE, 0, NULL, NULL },
	{ "shared", SHAPE_FLAG, 0, NULL, NULL },
	{ "inspect", SHAPE_FLAG, 0, NULL, NULL },
	{ "recognise", SHAPE_OBJECT, 0, NULL, class_recognise_shape },
	{ 0 },
};
static const struct shape network_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "groups", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "capture", SHAPE_WORD, 0, captures, NULL },
	{ "recognise", SHAPE_OBJECT, 0, NULL, recognise_shape },
	{ 0 },
};
static const struct shape scope_shape[] = {
	{ "technologies", SHAPE_TEXT, 0, NULL, NULL },
	{ "sites", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "staff_count", SHAPE_WHOLE, 0, NULL, NULL },
	{ "groups", SHAPE_OBJECT, SHAPE_LIST, NULL, group_shape },
	{ "device_classes", SHAPE_OBJECT, SHAPE_LIST, NULL, class_shape },
	{ "networks", SHAPE_OBJECT, SHAPE_LIST, NULL, network_shape },
	{ "staff_pages", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "not_covered", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "overlapping_agreements", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "overlap_rule", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

static const struct shape band_shape[] = {
	{ "days", SHAPE_WORD, SHAPE_LIST | SHAPE_NEEDED, days, NULL },
	{ "from", SHAPE_CLOCK, SHAPE_NEEDED, NULL, NULL },
	{ "to", SHAPE_CLOCK, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};
static const struct shape term_shape[] = {
	{ "name", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "from", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "to", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "half_term", SHAPE_DATE, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape hours_shape[] = {
	{ "timezone", SHAPE_TEXT, 0, NULL, NULL },
	{ "working", SHAPE_OBJECT, SHAPE_LIST, NULL, band_shape },
	{ "quiet_bands", SHAPE_OBJECT, SHAPE_LIST, NULL, band_shape },
	{ "terms", SHAPE_OBJECT, SHAPE_LIST, NULL, term_shape },
	{ "non_working_days", SHAPE_DATE, SHAPE_LIST, NULL, NULL },
	{ "outside_term", SHAPE_TEXT, 0, NULL, NULL },
	{ "emergency_contact", SHAPE_TEXT, 0, NULL, NULL },
	{ "patterns_for_part_time", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

static const struct shape question_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "text", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};

static const struct shape change_notice_shape[] = {
	{ "employer_gives", SHAPE_TEXT, 0, NULL, NULL },
	{ "days_ai", SHAPE_WHOLE, 0, NULL, NULL },
	{ "days_other", SHAPE_WHOLE, 0, NULL, NULL },
	{ "pilot", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape exceptions_shape[] = {
	{ "may_suspend", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "may_not_suspend", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "requires", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "told_to", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape sensitive_shape[] = {
	{ "applies_to", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "steps", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape meeting_shape[] = {
	{ "every", SHAPE_TEXT, 0, NULL, NULL },     { "next", SHAPE_DATE, 0, NULL, NULL },
	{ "committee", SHAPE_TEXT, 0, NULL, NULL }, { "facility_time", SHAPE_TEXT, 0, NULL, NULL },
	{ "experts", SHAPE_TEXT, 0, NULL, NULL },   { 0 },
};
static const struct shape publication_shape[] = {
	{ "what", SHAPE_TEXT, 0, NULL, NULL },
	{ "every_days", SHAPE_WHOLE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape study_shape[] = {
	{ "from", SHAPE_DATE, 0, NULL, NULL },
	{ "to", SHAPE_DATE, 0, NULL, NULL },
	{ "published", SHAPE_DATE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape processes_shape[] = {
	{ "change_notice", SHAPE_OBJECT, 0, NULL, change_notice_shape },
	{ "exceptions", SHAPE_OBJECT, 0, NULL, exceptions_shape },
	{ "sensitive_findings", SHAPE_OBJECT, 0, NULL, sensitive_shape },
	{ "incident_report_route", SHAPE_TEXT, 0, NULL, NULL },
	{ "dispute", SHAPE_TEXT, 0, NULL, NULL },
	{ "learner_safeguarding_carve_out", SHAPE_TEXT, 0, NULL, NULL },
	{ "review_meeting", SHAPE_OBJECT, 0, NULL, meeting_shape },
	{ "vendor_information", SHAPE_TEXT, 0, NULL, NULL },
	{ "publication", SHAPE_OBJECT, 0, NULL, publication_shape },
	{ "workload_study", SHAPE_OBJECT, 0, NULL, study_shape },
	{ 0 },
};

const struct shape agreement_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "agreement", SHAPE_OBJECT, SHAPE_NEEDED, NULL, head_shape },
	{ "definitions", SHAPE_OBJECT, 0, NULL, definitions_shape },
	{ "parties", SHAPE_OBJECT, SHAPE_LIST, NULL, party_shape },
	{ "scope", SHAPE_OBJECT, 0, NULL, scope_shape },
	{ "hours", SHAPE_OBJECT, 0, NULL, hours_shape },
	{ "rules", SHAPE_OBJECT, SHAPE_LIST, NULL, NULL }, /* or redlines.txt */
	{ "questions", SHAPE_OBJECT, SHAPE_LIST, NULL, question_shape },
	{ "processes", SHAPE_OBJECT, 0, NULL, processes_shape },
	{ "clause_sources", SHAPE_OBJECT, SHAPE_LIST, NULL, clause_source_shape },
	{ 0 },
};
