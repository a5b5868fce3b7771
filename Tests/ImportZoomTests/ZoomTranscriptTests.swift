// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

@testable import ImportZoom

struct ZoomTranscriptTests {
    private static let text = """
        WEBVTT

        1
        00:00:01.000 --> 00:00:04.000 align:start
        Anna: Good morning.

        00:05.000 --> 00:06.500
        Anna: Shall we?

        00:00:30.000 --> 00:00:31.000
        Anna: After a pause.

        00:00:32.000 --> 00:00:33.000
        <v Bernd Kraus>Note: <i>two</i> &lt; three</v>

        """

    @Test("who said what is put together until somebody else speaks or a pause comes")
    func speeches() {
        let transcript = ZoomTranscript(Self.text)
        #expect(
            transcript.speeches.map { "\($0.start) \($0.speaker): \($0.text)" } == [
                "1000 Anna: Good morning. Shall we?", "30000 Anna: After a pause.",
                "32000 Bernd Kraus: Note: two < three",
            ])
    }

    @Test("a transcript is a thread below its file, and can be left out")
    func thread() throws {
        let folder = try ZoomFolder(["GMT20260915-143012_Recording.transcript.vtt": Self.text])
        let sink = try folder.read()
        let root = sink.messages.first
        #expect(root?.attachments.count == 1)
        #expect(sink.messages.dropFirst().allSatisfy { $0.threadRoot == root?.key && $0.kind == .notice })
        #expect(sink.lossCounts == [:])
        let without = try folder.read(ZoomOptions.with { $0.transcripts = false })
        #expect(without.messages.isEmpty)
        #expect(without.losses.first { $0.code == "zoom.transcript.left-out" }?.count == 3)
    }

    @Test("captions are left out where the transcript says the same, and read where it does not")
    func captions() throws {
        let both = try ZoomFolder([
            "GMT20260915-143012_R.transcript.vtt": Self.text, "GMT20260915-143012_R.cc.vtt": Self.text,
        ])
        #expect(try both.read().lossCounts == ["zoom.transcript.captions": 1])
        #expect(try ZoomFolder(["GMT20260915-143012_R.cc.vtt": Self.text]).read().messages.count == 4)
    }

    @Test(
        "cues that cannot be read are counted",
        arguments: [
            "WEBVTT\n\n00:xx --> 00:05.000\nA: x\n", "WEBVTT\n\n-->\n",
            "WEBVTT\n\n99999:00.000 --> 1:00.000\nA: x\n", "WEBVTT\n\n00:00:05 -> 00:00:06\nA: x\n",
            "WEBVTT\n\nA: x\n", "WEBVTT - a\n\n1\n00:00:01 - 00:00:02\nA: x\n\n\nNOTE b\nc\n\nSTYLE\nd\n",
        ])
    func broken(_ text: String) {
        let transcript = ZoomTranscript(text)
        #expect(transcript.speeches.isEmpty)
        #expect(transcript.brokenLines == [3])
    }
}
