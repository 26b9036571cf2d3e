/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-filter.h"
#include "sandbox.h"

G_BEGIN_DECLS

/**
 * SandboxResource:
 * @from: the table, under the name `t`, with what it is joined to
 * @channel: (nullable): the column that a channel-scoped path narrows by
 * @sort: the order where none is asked for
 * @fields: its members
 * @extend: (nullable): appends the members that are lists or objects of their own
 * @parent: (nullable): the condition on the key in the path of a list, `{pk}`
 *
 * One kind of object: everything that its list and its detail call need to know.
 */
typedef struct
{
  const char *from;
  const char *channel;
  const char *sort;
  const SandboxField *fields;
  void (*extend) (Sandbox *sandbox, gint64 pk, GString *json);
  const char *parent;
} SandboxResource;

typedef struct
{
  gint64 number;
  gint64 limit;
  gint64 count;
} SandboxPage;

gboolean sandbox_page_read  (Sandbox               *sandbox,
                             const SandboxRequest  *request,
                             SandboxPage           *page,
                             SandboxReply          *reply);
gboolean sandbox_page_begin (const SandboxRequest  *request,
                             SandboxPage           *page,
                             SandboxReply          *reply);
void     sandbox_page_end   (SandboxReply          *reply);
void     sandbox_list       (Sandbox               *sandbox,
                             const SandboxRequest  *request,
                             SandboxReply          *reply,
                             const SandboxResource *resource);
void     sandbox_list_as_file (Sandbox               *sandbox,
                               const SandboxRequest  *request,
                               SandboxReply          *reply,
                               const SandboxResource *resource,
                               const char            *name);
void     sandbox_show       (Sandbox               *sandbox,
                             const SandboxRequest  *request,
                             SandboxReply          *reply,
                             const SandboxResource *resource);
gboolean sandbox_append     (Sandbox               *sandbox,
                             const SandboxResource *resource,
                             gint64                 pk,
                             GString               *json);
void     sandbox_append_all (Sandbox               *sandbox,
                             const SandboxResource *resource,
                             const char            *column,
                             gint64                 value,
                             GString               *json);

G_END_DECLS
