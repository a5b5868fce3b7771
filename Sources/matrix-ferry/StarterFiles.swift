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
    /// take the people out of the user directory, and aliases away from everybody else.
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
              # The aliases that rooms get (rooms.alias, the column alias of rooms.csv), and those by which the
              # program finds rooms again: #ferry_.* is enough where no room gets an alias.
              aliases:
                - exclusive: false
                  regex: '#.*:\(name)'
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
          # Where several workers share the rooms out among them: one address for each, in the order of Synapse's
          # stream_writers.events. Calls about a room go to its worker, all others to the url (docs/guide/scale.md).
          # endpoints: [http://10.0.0.5:8081, http://10.0.0.5:8082]
          # The part of user ids after the colon.
          server_name: \(server)
          # Certificate authorities in PEM, instead of the system's.
          # ca_file: /etc/ssl/certs/ca-certificates.crt
          # How long one request may take; after that its outcome is looked up.
          # timeout: 2m

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
          # The aliases of the rooms of public channels and lists: text with {channel}, {workspace}, {source}; none if
          # not set. The column alias of mappings/rooms.csv wins.
          # alias: "{workspace}-{channel}"
          # Kinds of channel that are left out: public, private, direct, group, meeting, list, mailbox.
          leave_out: []
          # What mappings/rooms.csv says of a channel wins over all of this.

        messages:
          # Messages of a later archive that are older than what their room holds: append or leave-out.
          late: append
          # Days in UTC: messages before the first and from the second on are left out.
          # since: 2019-01-01
          # until: 2026-01-01
          # How long messages are kept (days, weeks, months, years), reckoned back from the beginning of a day in UTC:
          # older ones are left out.
          # retention: 5 years
          # retention_as_of: 2026-12-01
          # Kinds of message that are left out: system, call, poll, card, bot.
          leave_out: []
          # Whether files, threads, and reactions with custom emoji are carried.
          files: true
          threads: true
          custom_reactions: true

        # Mail becomes rooms only where it is named here; an import that finds nothing named says what there is.
        mail:
          # Mailing lists, by List-Id; PATH = LIST-ID for an archive whose mails bear none.
          lists: []
          # Shared mailboxes: PATH = ROOM, the path as the import shows it; folders inside go to the same room.
          mailboxes: []
          # Who is in the rooms of mailboxes: ROOM = ADDRESS, or an address alone for all of them. Nobody else is:
          # having written to a mailbox gives no right to read it.
          members: []
          # A room for each folder of a mailbox instead.
          separate_folders: false
          # One's own mail domains, the one in use now first: it names the space, addresses that differ in these only
          # are one person, everybody else is an outsider.
          domains: []
          # Whether quoted mails and signatures are folded away; they stay in the message.
          fold_quotes: true
          # Whether >From at the start of a line loses its >, as in mboxes of the kind mboxrd.
          unquote_from: false

        upload:
          # Rooms that are filled at the same time: adaptive follows how fast the homeserver answers, up to 64. A
          # number is another ceiling.
          concurrency: adaptive
          # Requests begun a second at most.
          # rate: 50
          # How long the homeserver may fail before the upload ends with exit code 69.
          give_up_after: 15m
          # How long after a crash a request may still be on its way to the homeserver. Raise it above the
          # time-outs of proxies that go on with a request when its sender is gone.
          grace: 15s
          # When uploads may run, in the time of a place; outside of it they pause with exit code 75.
          # window: Mon-Fri 20:00-06:00 Europe/Berlin
          # How long one run may take before it pauses.
          # max_duration: 8h
          # Figures for Prometheus' textfile collector.
          # metrics_file: /var/lib/prometheus/node-exporter/matrix_ferry.prom

        compliance:
          # The name of the system that wrote compliance XML, which does not state one. It is part of all keys: never
          # change it. Two systems of the same kind need two migrations.
          # workspace: Mattermost of the town hall

        report:
          # The language of the reports' pages: en, de or fr.
          language: en

        forecast:
          events_per_second: 40
          window_hours: 10

        # What only the administrator knows of Zoom's exports (docs/guide/export-zoom.md).
        # zoom:
          # The zone of times that name none; UTC if left out, which the report then states.
          # time_zone: Europe/Berlin
          # The day, and the time if known, of meeting chats whose folders do not say it.
          # meeting_date: 2026-09-15 14:30
          # Whether private messages of meetings are carried, into rooms of their own.
          # private_messages: false
          # Who saved the meeting chats, and is "Me" in them.
          # saved_by: anna.weber@example.org
          # series: meetings of the same number and topic share a room; each: every meeting has its own.
          # meeting_rooms: series
          # Whether transcripts of what was said are carried.
          # transcripts: true
          # Whether a display name without a mail address is the same person in all meetings.
          # join_names: false
          # The order in dates such as 09/03/2026: automatic, month-first or day-first.
          # date_order: automatic
          # The headings of the chat history's table, where they are not known.
          # columns:
            # time: Sent
            # sender: Who
            # channel: Where
            # message: What

        """
    }
}
