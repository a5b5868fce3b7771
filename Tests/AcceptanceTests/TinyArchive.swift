// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc

/// The smallest Slack export whose plan holds every kind of operation: two people, one with a picture, a channel
/// with a thread, an edit, a deletion, a reaction, a pin and a file, and a direct message.
enum TinyArchive {
    /// Writes the export into a new folder.
    static func write(to folder: String) throws {
        for (name, text) in files {
            var path = folder
            for part in name.split(separator: "/").dropLast() {
                mkdir(path, 0o700)
                path += "/" + part
            }
            mkdir(path, 0o700)
            try TestFile.write(text, to: folder + "/" + name)
        }
    }

    private static let files: [(name: String, text: String)] = [
        (
            "users.json",
            """
            [{"id":"U1","name":"ada","profile":{"display_name":"Ada","email":"ada@example.org"}},
             {"id":"U2","name":"ben","profile":{"display_name":"Ben","email":"ben@example.org"}}]
            """
        ),
        (
            "channels.json",
            """
            [{"id":"C1","name":"general","created":1600000000,"creator":"U1","members":["U1","U2"],
              "topic":{"value":"All of it"},"pins":[{"id":"1600000100.000100","type":"C","created":1600000500}]}]
            """
        ),
        ("dms.json", "[{\"id\":\"D1\",\"created\":1600000000,\"members\":[\"U1\",\"U2\"]}]"),
        (
            "general/2020-09-13.json",
            """
            [{"type":"message","user":"U1","text":"Good morning everybody","ts":"1600000100.000100",
              "thread_ts":"1600000100.000100","reply_count":1,
              "reactions":[{"name":"tada","users":["U2"],"count":1}]},
             {"type":"message","user":"U2","text":"Good morning Ada","ts":"1600000200.000100",
              "thread_ts":"1600000100.000100","edited":{"user":"U2","ts":"1600000250.000000"}},
             {"type":"message","user":"USLACKBOT","subtype":"tombstone","hidden":true,
              "text":"This message was deleted.","ts":"1600000300.000100","thread_ts":"1600000300.000100",
              "reply_count":1},
             {"type":"message","user":"U2","text":"Here it comes","ts":"1600000400.000100",
              "thread_ts":"1600000300.000100",
              "files":[{"id":"F1","name":"plan.txt","mimetype":"text/plain","mode":"hosted","size":9}]}]
            """
        ),
        (
            "D1/2020-09-13.json",
            """
            [{"type":"message","user":"U1","text":"Between ourselves","ts":"1600000600.000100"}]
            """
        ),
        ("__uploads/F1/plan.txt", "the plan\n"),
        ("__avatars/U1/ada.png", "no picture, but bytes"),
    ]
}
