"""The facilitator's pages: lead, check, group, discuss, type in, translate."""
