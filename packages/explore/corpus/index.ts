/** The bug corpus: small programs with one concurrency bug each, beside their corrected twins, in order of class. */
import type { Entry } from "./Entry.ts"
import { connectionFreeList } from "./aba/connection-free-list.ts"
import { documentApproval } from "./aba/document-approval.ts"
import { connectionCheckout } from "./acquire-register-leak/connection-checkout.ts"
import { smtpPool } from "./acquire-register-leak/smtp-pool.ts"
import { uploadBuffer } from "./bounded-buffer-overrun/upload-buffer.ts"
import { transferAudit } from "./broken-transfer-invariant/transfer-audit.ts"
import { transferInterrupted } from "./broken-transfer-invariant/transfer-interrupted.ts"
import { exchangeRates } from "./cache-stampede/exchange-rates.ts"
import { shopSettings } from "./cache-stampede/shop-settings.ts"
import { seatBooking } from "./check-then-act/seat-booking.ts"
import { documentReviewers } from "./dining-philosophers/document-reviewers.ts"
import { workshopTools } from "./dining-philosophers/workshop-tools.ts"
import { sessionLogout } from "./double-close/session-logout.ts"
import { tenantConnection } from "./double-close/tenant-connection.ts"
import { earlyHandback } from "./double-release/early-handback.ts"
import { leaseReaper } from "./double-release/lease-reaper.ts"
import { mailOutbox } from "./item-lost-at-shutdown/mail-outbox.ts"
import { metricsExport } from "./item-lost-at-shutdown/metrics-export.ts"
import { tableMaintenance } from "./livelock-by-politeness/table-maintenance.ts"
import { accountLocks } from "./lock-order-deadlock/account-locks.ts"
import { nightlyJobs } from "./lock-order-deadlock/nightly-jobs.ts"
import { accountDeposit } from "./lost-update/account-deposit.ts"
import { cartMerge } from "./lost-update/cart-merge.ts"
import { stockCount } from "./lost-update/stock-count.ts"
import { orderDispatch } from "./missed-signal/order-dispatch.ts"
import { priceFeed } from "./missed-signal/price-feed.ts"
import { auditWrite } from "./orphaned-fiber/audit-write.ts"
import { sessionWatcher } from "./orphaned-fiber/session-watcher.ts"
import { workerHeartbeat } from "./orphaned-fiber/worker-heartbeat.ts"
import { exportSlot } from "./permit-leak-on-interruption/export-slot.ts"
import { previewCancelled } from "./permit-leak-on-interruption/preview-cancelled.ts"
import { catalogReindex } from "./reader-writer-race/catalog-reindex.ts"
import { documentPublish } from "./reader-writer-race/document-publish.ts"
import { paymentDeadline } from "./timeout-racing-a-result/payment-deadline.ts"
import { quoteExpiry } from "./timeout-racing-a-result/quote-expiry.ts"
import { profileAddress } from "./torn-multi-field-update/profile-address.ts"
import { rateLimitSettings } from "./torn-multi-field-update/rate-limit-settings.ts"
import { paymentClient } from "./use-before-initialisation/payment-client.ts"
import { tenantConfig } from "./use-before-initialisation/tenant-config.ts"

export type { BugClass, Entry } from "./Entry.ts"

export const corpus: ReadonlyArray<Entry> = [
  accountDeposit,
  cartMerge,
  stockCount,
  seatBooking,
  accountLocks,
  nightlyJobs,
  orderDispatch,
  priceFeed,
  sessionLogout,
  tenantConnection,
  transferAudit,
  transferInterrupted,
  catalogReindex,
  documentPublish,
  connectionCheckout,
  smtpPool,
  uploadBuffer,
  exchangeRates,
  shopSettings,
  documentReviewers,
  workshopTools,
  tableMaintenance,
  paymentClient,
  tenantConfig,
  exportSlot,
  previewCancelled,
  auditWrite,
  sessionWatcher,
  workerHeartbeat,
  paymentDeadline,
  quoteExpiry,
  mailOutbox,
  metricsExport,
  earlyHandback,
  leaseReaper,
  connectionFreeList,
  documentApproval,
  profileAddress,
  rateLimitSettings
]
