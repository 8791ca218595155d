import type { ChangeRule, Rule } from '../rule.ts';
import { blockInvalid } from './block-invalid.ts';
import { blockedNumberLent } from './blocked-number-lent.ts';
import { blockedNumberOwn } from './blocked-number-own.ts';
import { blockedNumberRepeated } from './blocked-number-repeated.ts';
import { chatworkMemberDuplicate } from './chatwork-member-duplicate.ts';
import { chatworkRoomEmpty } from './chatwork-room-empty.ts';
import { chatworkRoomShared } from './chatwork-room-shared.ts';
import { chatworkSettingsMissing } from './chatwork-settings-missing.ts';
import { contractDatesReversed } from './contract-dates-reversed.ts';
import { controlCharacter } from './control-character.ts';
import { duplicateTenantId } from './duplicate-tenant-id.ts';
import { emailNotDeliverable } from './email-not-deliverable.ts';
import { extraRecipientFee } from './extra-recipient-fee.ts';
import { fileNameMismatch } from './file-name-mismatch.ts';
import { forwardedFromFreephone } from './forwarded-from-freephone.ts';
import { forwardedFromMissing } from './forwarded-from-missing.ts';
import { forwardedFromNotAllowed } from './forwarded-from-not-allowed.ts';
import { forwardedFromOwnNumber } from './forwarded-from-own-number.ts';
import { forwardingNumberStillLentAfterEnd } from './forwarding-number-still-lent-after-end.ts';
import { holidaysUnconfirmed } from './holidays-unconfirmed.ts';
import { hoursReversed } from './hours-reversed.ts';
import { identityCheckMissing } from './identity-check-missing.ts';
import { identityMethodEnding } from './identity-method-ending.ts';
import { numberAssignedTwice } from './number-assigned-twice.ts';
import { numberHoldersTooMany } from './number-holders-too-many.ts';
import { numberInQuarantine } from './number-in-quarantine.ts';
import { numberKindUnsupported } from './number-kind-unsupported.ts';
import { numberMovedWithoutRelease } from './number-moved-without-release.ts';
import { numberNotOwned } from './number-not-owned.ts';
import { numberRemovedTooEarly } from './number-removed-too-early.ts';
import { numberReserved } from './number-reserved.ts';
import { numberTypeAdvice } from './number-type-advice.ts';
import { numberTypeMismatch } from './number-type-mismatch.ts';
import { outboundNotAllowed } from './outbound-not-allowed.ts';
import { personInChargeWithoutEmail } from './person-in-charge-without-email.ts';
import { releasedRemovedTooEarly } from './released-removed-too-early.ts';
import { releasedRepeated } from './released-repeated.ts';
import { reportChannelMixed } from './report-channel-mixed.ts';
import { reportRecipientUnknown } from './report-recipient-unknown.ts';
import { reportRecipientWithoutEmail } from './report-recipient-without-email.ts';
import { reportRecipientsTooLong } from './report-recipients-too-long.ts';
import { rosterDuplicateId } from './roster-duplicate-id.ts';
import { rosterEmpty } from './roster-empty.ts';
import { rosterIdReserved } from './roster-id-reserved.ts';
import { soundFileMissing } from './sound-file-missing.ts';
import { soundFileSymlink } from './sound-file-symlink.ts';
import { soundFileTooLong } from './sound-file-too-long.ts';
import { soundFileUnnamed } from './sound-file-unnamed.ts';
import { soundFileUnreadable } from './sound-file-unreadable.ts';
import { soundFileUnsupported } from './sound-file-unsupported.ts';
import { tenantDeletedTooEarly } from './tenant-deleted-too-early.ts';
import { tenantIdReserved } from './tenant-id-reserved.ts';
import { usageModeConflict } from './usage-mode-conflict.ts';

/** Rules over the files of one moment. */
export const RULES: readonly Rule[] = [
  blockInvalid,
  blockedNumberLent,
  blockedNumberOwn,
  blockedNumberRepeated,
  chatworkMemberDuplicate,
  chatworkRoomEmpty,
  chatworkRoomShared,
  chatworkSettingsMissing,
  contractDatesReversed,
  controlCharacter,
  duplicateTenantId,
  emailNotDeliverable,
  extraRecipientFee,
  fileNameMismatch,
  forwardedFromFreephone,
  forwardedFromMissing,
  forwardedFromNotAllowed,
  forwardedFromOwnNumber,
  forwardingNumberStillLentAfterEnd,
  holidaysUnconfirmed,
  hoursReversed,
  identityCheckMissing,
  identityMethodEnding,
  numberAssignedTwice,
  numberHoldersTooMany,
  numberInQuarantine,
  numberKindUnsupported,
  numberNotOwned,
  numberReserved,
  numberTypeAdvice,
  numberTypeMismatch,
  outboundNotAllowed,
  personInChargeWithoutEmail,
  releasedRepeated,
  reportChannelMixed,
  reportRecipientUnknown,
  reportRecipientWithoutEmail,
  reportRecipientsTooLong,
  rosterDuplicateId,
  rosterEmpty,
  rosterIdReserved,
  soundFileMissing,
  soundFileSymlink,
  soundFileTooLong,
  soundFileUnnamed,
  soundFileUnreadable,
  soundFileUnsupported,
  tenantIdReserved,
  usageModeConflict,
];

/** Rules over a change of the files; plan and audit have the two sides. */
export const CHANGE_RULES: readonly ChangeRule[] = [
  numberMovedWithoutRelease,
  numberRemovedTooEarly,
  releasedRemovedTooEarly,
  tenantDeletedTooEarly,
];
