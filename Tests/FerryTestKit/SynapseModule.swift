// SPDX-License-Identifier: Apache-2.0

/// A module for Synapse that refuses what it does not like, as spam checkers and policies of real homeservers do, and that
/// ends its homeserver in the middle of an event when it is told to.
///
/// A text with `[spam]` in it is refused by the spam checker, with M_FORBIDDEN; one with `[policy]` by a rule, with a code of
/// its own, be it a message's or a room's topic.
public struct SynapseModule: Sendable {
    private let folder: String

    /// Writes the module into a new folder.
    public init(folder: String) throws {
        self.folder = folder
        try TestFile.makeFolder(folder)
        try TestFile.write(Self.source, to: folder + "/ferry_rules.py")
    }

    /// The settings that load it, in YAML.
    public var settings: String {
        "modules:\n  - module: ferry_rules.Rules\n    config: {folder: \"\(folder)\"}\n"
    }

    /// What the homeserver needs in its environment to find it.
    public var environment: [String: String] { ["PYTHONPATH": folder] }

    /// Lets the homeserver die by SIGKILL the next time an event of a type is about to be written, and only then.
    public func killServer(atEvent type: String) throws { try TestFile.write(type, to: folder + "/kill") }

    /// Whether the homeserver has died as it was told to, or was told nothing.
    public var isSpent: Bool { !TestFile.names(in: folder).contains("kill") }

    private static let source = #"""
        import os
        import signal

        from synapse.api.errors import SynapseError
        from synapse.module_api import NOT_SPAM
        from synapse.module_api.errors import Codes


        class Rules:
            def __init__(self, config, api):
                self.kill_file = config["folder"] + "/kill"
                api.register_spam_checker_callbacks(check_event_for_spam=self.check_spam)
                api.register_third_party_rules_callbacks(check_event_allowed=self.check_allowed)

            @staticmethod
            def parse_config(config):
                return config

            async def check_spam(self, event):
                return Codes.FORBIDDEN if "[spam]" in text_of(event) else NOT_SPAM

            async def check_allowed(self, event, state):
                if os.path.exists(self.kill_file):
                    with open(self.kill_file) as file:
                        wanted = file.read()
                    if event.type == wanted:
                        os.unlink(self.kill_file)
                        os.kill(os.getpid(), signal.SIGKILL)
                if "[policy]" in text_of(event):
                    raise SynapseError(403, "against the policy", errcode="ORG.EXAMPLE.POLICY")
                return True, None


        def text_of(event):
            return str(event.content.get("body", "")) + str(event.content.get("topic", ""))
        """#
}
