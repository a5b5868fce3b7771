// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <curl/curl.h>
// Swift's Glibc leaves these two out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

// Swift does not import variadic functions, and curl's type-checking macros hide the plain ones.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

typedef size_t (*ferry_curl_transfer_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ferry_curl_seek_callback)(void *context, curl_off_t offset, int origin);

static inline CURLcode ferry_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ferry_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ferry_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ferry_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ferry_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ferry_curl_set_transfer(
    CURL *easy, CURLoption option, ferry_curl_transfer_callback callback) {
    return curl_easy_setopt(easy, option, callback);
}
static inline CURLcode ferry_curl_set_seek(CURL *easy, ferry_curl_seek_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, callback);
}
static inline CURLcode ferry_curl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}
static inline CURLMcode ferry_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
typedef int (*ferry_curl_socket_callback)(
    CURL *easy, curl_socket_t socket, int what, void *context, void *mark);
typedef int (*ferry_curl_timer_callback)(CURLM *multi, long milliseconds, void *context);
static inline CURLMcode ferry_curl_multi_set_events(
    CURLM *multi, ferry_curl_socket_callback socket, ferry_curl_timer_callback timer, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    return code;
}
// The result is a member of a C union, which Swift would read through a pointer of the wrong type.
static inline CURLcode ferry_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}
// These are macros with casts.
static inline size_t ferry_curl_write_error(void) { return CURL_WRITEFUNC_ERROR; }
static inline size_t ferry_curl_read_abort(void) { return CURL_READFUNC_ABORT; }
