// SPDX-License-Identifier: Apache-2.0

/// Everything a report says, one case for each text; made by `scripts/report-wording` from the
/// keys in `mappings/report/en.json`.
///
/// A language is a table over these cases that the compiler checks for gaps.
enum ReportWord: String, CaseIterable {
    case skip, contents, notice, foot, and, figuresTitle, tablesTitle, tablesLead, tableJSON, people
    case rooms, room, events, event, messages, members, files, media, operations, operation, archive
    case source, size, digest, kind, count, share, extent, total, reason, state, period, what, examples
    case kindWorkspace, kindChannel, kindMembership, kindReaction, kindPin, kindAttachment, sourceMail
    case sourceCompliance, planKind, planTitle, planPurpose, planStale, planWholeLabel, planWhole
    case planLossesLabel, planLosses, planEmptyLabel, planEmpty, planUnevenLabel, planUneven, peopleNote
    case countSpaces, countPublic, countPrivate, countDirect, countGroup, countMessages, countReactions
    case countEdits, countRedactions, countState, countMissing, operationsNote, timeNeeded, minutes
    case hours, windows, balanceTitle, balanceLead, balanceCaption, balanceBar, balanceUneven, parsed
    case carried, carriedWithLoss, notCarried, lossesTitle, lossesLead, lossesNone, lossesCaption
    case moreLosses, becomes, stateNotInSource, stateNotSupported, stateFiltered, stateCarriedWithLoss
    case lacksTitle, lacksLead, timeTitle, timePerMonth, timePerQuarter, timePerYear, timeDescription
    case timeAsTable, timeTableCaption, timeNone, peopleLead, peopleDeparted, peopleCaption, peopleNone
    case decision, decisionMapping, decisionAddress, decisionSameAddress, decisionHandle, decisionBot
    case decisionBefore, decisionNumbered, review, suggested, conflicts, roomsLead, roomsCaption
    case roomsCaptionTop, roomsNone, roomPublic, roomPrivate, roomDirect, roomGroup, roomMeeting
    case roomList, roomMailbox, roomUnknown, mediaLead, mediaNone, mediaMissing, sourcesTitle
    case sourcesLead, sourcesCaption, sourcesCaptionTop, sourcesNone, forecastTitle, forecast
    case forecastCaution, forecastNone, tablePeople, tableRooms, tableLosses, uploadKind, uploadTitle
    case uploadPurpose, uploadDoneLabel, uploadDone, uploadPausedLabel, uploadInterruptedLabel
    case uploadUnfinishedLabel, uploadPaused, uploadStuckLabel, uploadStuck, done, ready, wedged, skipped
    case settled, settledNote, reconciled, reconciledNote, retries, retriesNote, duration, durationNote
    case rate, rateNote, ofTotal, progressTitle, progressLead, progressCaption, stuckTitle, stuckLead
    case stuckNone, stuckCaption, stumpsTitle, stumpsLead, stumpsNone, tableStuck, verifyKind
    case verifyTitle, verifyPurpose, verifyProvenLabel, verifyProven, verifyProvenClosing
    case verifyProvenClosingNoFiles, verifyFailedLabel, verifyFailed, verifyFailedClosing
    case verifyEmptyLabel, verifyEmpty, verifyEmptyClosing, findingMissing, findingDuplicated
    case findingOutOfOrder, findingDifferent, findingExtra, findingUnreadable, findingOpen, checked
    case checkedNote, same, roomsReadNote, findingsTitle, findingsCaption, finding, meaning, missing
    case missingNote, duplicated, duplicatedNote, outOfOrder, outOfOrderNote, different, differentNote
    case extra, extraNote, unreadable, unreadableNote, open, openNote, differencesTitle, differencesLead
    case differencesNone, differencesCaption, tableDifferences, manifestTitle, manifestLead
    case tableManifest, partRead, search, searchCount, longTableWhole, longTableCut, allPeople, allRooms
    case name, user, decisionDirectory, previewKind, previewTitle, previewLabel, previewCaution
    case previewPurpose, previewLead, previewThread, previewReply, previewEdited, previewDeleted
    case previewFile, previewJoined, previewLeft, previewNamed, previewTopic
}
