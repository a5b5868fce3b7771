// SPDX-License-Identifier: Apache-2.0

/// The files of a new migration directory.
struct StarterFiles {
    let migration: String
    let server: String
    let homeserver: String
    let sender: String

    /// Random hexadecimal digits from the operating system.
    static func random(bytes: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<bytes).map { _ in
            let byte = UInt8.random(in: 0...255, using: &generator)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// `registration.yaml`, which the homeserver loads. The namespaces are not exclusive: an exclusive one would
    /// take the people out of the user directory.
    var registration: String {
        let name = server.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
        return """
            # The registration of matrix-ferry as an application service. Keep it secret.
            # Synapse: name this file under app_service_config_files in homeserver.yaml and restart.
            id: matrix-ferry-\(migration)
            url: null
            as_token: \(Self.random(bytes: 32))
            hs_token: \(Self.random(bytes: 32))
            sender_localpart: \(sender)
            rate_limited: false
            namespaces:
              users:
                - exclusive: false
                  regex: '@.*:\(name)'
              aliases:
                - exclusive: false
                  regex: '#ferry_.*:\(name)'
              rooms: []

            """
    }

    /// `ferry.yaml`, commented.
    var configuration: String {
        """
        # The configuration of one migration. Each key can be given in the environment too, in capitals and with
        # FERRY_ in front: homeserver.url as FERRY_HOMESERVER_URL.

        # The id of this migration. Everything that is sent derives from it: never change it.
        migration: \(migration)

        homeserver:
          # Where the homeserver answers this machine, without /_matrix.
          url: \(homeserver)
          # The part of user ids after the colon.
          server_name: \(server)
          # Certificate authorities in PEM, instead of the system's.
          # ca_file: /etc/ssl/certs/ca-certificates.crt

        # The file with the appservice's token: a registration file, or the token alone.
        # FERRY_AS_TOKEN_FILE and the systemd credential as_token win over it.
        as_token_file: registration.yaml

        # A kind of homeserver with demands of its own, which sets other defaults: plain, tchap or ti-m.
        # profile: plain

        # The localpart of the user that makes the rooms, as in the registration.
        sender_localpart: \(sender)

        people:
          # The localpart of new users: {localpart} of the mail address (else the handle), {mail_dashed},
          # {handle}, {name}, {id}, or {uid} of the directory extract. What mappings/people.csv says wins.
          localpart: "{localpart}"
          bot_localpart: "bot-{name}"
          # An extract of the directory as CSV or LDIF: addresses of one human (mail, proxyAddresses, otherMails,
          # userPrincipalName), a short name (uid, sAMAccountName), and perhaps the user (matrix_id).
          # directory: people.ldif
          # Domains that stand for another.
          # domains: [old.example=new.example]
          # Whether display names and pictures of new users are set.
          set_profiles: true

        rooms:
          # 10, 11 or 12; the homeserver must know it.
          version: "12"
          # Who may enter the rooms of public channels: restricted (members of the space), public, invite.
          public_join_rule: restricted
          # Whether the space lists the rooms of private channels, which shows their ids to everybody in it.
          private_in_space: false
          # Whether users of other homeservers may ever be let in.
          federate: true
          # Who sees what was said before: shared, invited, joined, world_readable; left to the homeserver if not set.
          # history: shared
          # Which rooms are encrypted once their history is in: none, private (all but public ones), all.
          encrypt: none
          # Kinds of channel that are left out: public, private, direct, group, meeting, list, mailbox.
          leave_out: []
          # What mappings/rooms.csv says of a channel wins over all of this.

        messages:
          # Messages of a later archive that are older than what their room holds: append or leave-out.
          late: append
          # Days in UTC: messages before the first and from the second on are left out.
          # since: 2019-01-01
          # until: 2026-01-01
          # Kinds of message that are left out: system, call, poll, card, bot.
          leave_out: []
          # Whether files, threads, and reactions with custom emoji are carried.
          files: true
          threads: true
          custom_reactions: true

        upload:
          # Rooms that are filled at the same time.
          concurrency: 16
          # Requests begun a second at most.
          # rate: 50
          # How long the homeserver may fail before the upload ends with exit code 69.
          give_up_after: 15m
          # How long after a crash a request may still be on its way to the homeserver. Raise it above the
          # time-outs of proxies that go on with a request when its sender is gone.
          grace: 15s

        report:
          # The language of the reports' pages: en, de or fr.
          language: en

        forecast:
          events_per_second: 40
          window_hours: 10

        """
    }
}
