/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-json-reader.h"
#include "sandbox-message.h"

G_BEGIN_DECLS

/**
 * SandboxNode:
 * @kind: what it is
 * @name: (nullable): its name where it is a member of an object
 * @text: (nullable): a text without its escapes, or a number as it was written
 * @flag: a boolean
 * @raw: (nullable): the JSON as it was sent
 * @children: (nullable) (element-type SandboxNode): members or elements
 *
 * A value in a request's body. Numbers keep their decimal text.
 */
typedef struct
{
  OmniJsonKind kind;
  char *name;
  char *text;
  gboolean flag;
  char *raw;
  GPtrArray *children;
} SandboxNode;

SandboxNode       * sandbox_body_parse      (const SandboxRequest *request,
                                             SandboxReply         *reply);
SandboxNode       * sandbox_body_parse_list (const SandboxRequest *request,
                                             SandboxReply         *reply);
SandboxNode       * sandbox_body_parse_text (const char           *text);
void                sandbox_node_free       (SandboxNode          *node);
const SandboxNode * sandbox_node_get        (const SandboxNode    *object,
                                             const char           *name);
gboolean            sandbox_node_is_null    (const SandboxNode    *node);
gboolean            sandbox_node_get_int    (const SandboxNode    *node,
                                             gint64               *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxNode, sandbox_node_free)

G_END_DECLS
