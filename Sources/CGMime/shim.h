// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <string.h>
#include <gmime/gmime.h>

// GObject's casts and type checks are macros, which Swift does not see.

enum ferry_mime_kind {
    FERRY_MIME_OTHER,
    FERRY_MIME_PART,
    FERRY_MIME_MULTIPART,
    FERRY_MIME_MESSAGE,
};

/// What an object of a mail is.
static inline enum ferry_mime_kind ferry_mime_kind_of(GMimeObject *object) {
    if (GMIME_IS_MULTIPART(object)) return FERRY_MIME_MULTIPART;
    if (GMIME_IS_MESSAGE_PART(object)) return FERRY_MIME_MESSAGE;
    if (GMIME_IS_PART(object)) return FERRY_MIME_PART;
    return FERRY_MIME_OTHER;
}

/// Parses the mail that a stream holds, and releases the stream.
static inline GMimeMessage *ferry_mime_parse_stream(GMimeStream *stream, GMimeParserOptions *options) {
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, options);
    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

/// Parses one mail. Its parts read from the array, which must stay as it is until the mail is released.
static inline GMimeMessage *ferry_mime_parse(GByteArray *bytes, GMimeParserOptions *options) {
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_stream_mem_set_byte_array((GMimeStreamMem *)stream, bytes);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, FALSE);
    return ferry_mime_parse_stream(stream, options);
}

/// Parses the mail in a file. Its parts read from the file, which must stay open until the mail is released.
static inline GMimeMessage *ferry_mime_parse_file(int descriptor, GMimeParserOptions *options) {
    GMimeStream *stream = g_mime_stream_fs_new_with_bounds(descriptor, 0, -1);
    g_mime_stream_fs_set_owner((GMimeStreamFs *)stream, FALSE);
    return ferry_mime_parse_stream(stream, options);
}

/// The children of a multipart.
static inline int ferry_mime_count(GMimeObject *object) {
    return g_mime_multipart_get_count((GMimeMultipart *)object);
}

/// A child of a multipart.
static inline GMimeObject *ferry_mime_child(GMimeObject *object, int index) {
    return g_mime_multipart_get_part((GMimeMultipart *)object, index);
}

/// The mail inside a message/rfc822 part; may be null.
static inline GMimeMessage *ferry_mime_inner(GMimeObject *object) {
    return g_mime_message_part_get_message((GMimeMessagePart *)object);
}

/// The name of the file that a part is; may be null.
static inline const char *ferry_mime_filename(GMimeObject *object) {
    return g_mime_part_get_filename((GMimePart *)object);
}

/// How the bytes of a part are encoded.
static inline GMimeContentEncoding ferry_mime_encoding(GMimeObject *object) {
    GMimeDataWrapper *content = GMIME_IS_PART(object) ? g_mime_part_get_content((GMimePart *)object) : NULL;
    return content ? g_mime_data_wrapper_get_encoding(content) : GMIME_CONTENT_ENCODING_DEFAULT;
}

/// A stream of a part's bytes, decoded if asked for; null where the part has none. To be released.
///
/// `missing` is added to the encoded bytes: the padding of base64 that has none.
static inline GMimeStream *ferry_mime_stream(GMimeObject *object, gboolean decodes, const char *missing) {
    GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)object);
    if (!content) return NULL;
    GMimeStream *source = g_mime_data_wrapper_get_stream(content);
    if (!source) return NULL;
    g_mime_stream_reset(source);
    GMimeStream *all = NULL;
    if (missing) {
        all = g_mime_stream_cat_new();
        GMimeStream *rest = g_mime_stream_mem_new_with_buffer(missing, strlen(missing));
        g_mime_stream_cat_add_source((GMimeStreamCat *)all, source);
        g_mime_stream_cat_add_source((GMimeStreamCat *)all, rest);
        g_object_unref(rest);
    }
    GMimeStream *stream = g_mime_stream_filter_new(all ? all : source);
    if (all) g_object_unref(all);
    if (decodes) {
        GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(content);
        if (encoding == GMIME_CONTENT_ENCODING_BASE64 || encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ||
            encoding == GMIME_CONTENT_ENCODING_UUENCODE) {
            GMimeFilter *filter = g_mime_filter_basic_new(encoding, FALSE);
            g_mime_stream_filter_add((GMimeStreamFilter *)stream, filter);
            g_object_unref(filter);
        }
    }
    return stream;
}

/// The last encoded bytes of a part, at most so many; gives how many.
static inline size_t ferry_mime_tail(GMimeObject *object, char *bytes, size_t count) {
    GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)object);
    GMimeStream *source = content ? g_mime_data_wrapper_get_stream(content) : NULL;
    if (!source) return 0;
    gint64 length = g_mime_stream_length(source);
    if (length <= 0) return 0;
    g_mime_stream_reset(source);
    // Places are counted from the start of the mail, of which a part's stream is a piece.
    gint64 start = source->bound_start + length - (gint64)count;
    if (length > (gint64)count && g_mime_stream_seek(source, start, GMIME_STREAM_SEEK_SET) < 0) return 0;
    size_t filled = 0;
    while (filled < count) {
        ssize_t got = g_mime_stream_read(source, bytes + filled, count - filled);
        if (got <= 0) break;
        filled += (size_t)got;
    }
    return filled;
}

/// Whether the last boundary of a multipart was there.
static inline gboolean ferry_mime_is_closed(GMimeObject *object) {
    return ((GMimeMultipart *)object)->write_end_boundary;
}

/// Whether an address is one, not a group; the address itself then.
static inline const char *ferry_mime_address(InternetAddress *address) {
    if (!INTERNET_ADDRESS_IS_MAILBOX(address)) return NULL;
    return internet_address_mailbox_get_addr((InternetAddressMailbox *)address);
}

/// The members of a group; null for what is no group.
static inline InternetAddressList *ferry_mime_members(InternetAddress *address) {
    if (!INTERNET_ADDRESS_IS_GROUP(address)) return NULL;
    return internet_address_group_get_members((InternetAddressGroup *)address);
}

// GNU's, which its header shows to those only that ask for all of GNU's.
extern void *memmem(const void *bytes, size_t count, const void *wanted, size_t length);

/// Where some bytes begin in others; null where they do not.
static inline const void *ferry_find(const void *bytes, size_t count, const char *wanted, size_t length) {
    return memmem(bytes, count, wanted, length);
}

/// Releases anything of GMime's.
static inline void ferry_mime_release(void *object) {
    if (object) g_object_unref(object);
}
